package io.slackwater.planning.forecast;

import java.time.Instant;
import java.util.Optional;

/**
 * What becomes of a VM in a run.
 *
 * @param policy the policy whose pace it goes at; empty where none of the log concerns it
 * @param wave the wave that it joined, from 1; 0 where it joined none
 * @param askedAt when it could be updated first, and asked; empty where it never could
 * @param grantedAt when it got its slot; empty where it got none, or had it before
 * @param verifiedAt when it was proved; empty where it was not until the end of the run
 */
public record VmResult(
        String vmId,
        String policy,
        int wave,
        Optional<Instant> askedAt,
        Optional<Instant> grantedAt,
        Optional<Instant> verifiedAt) {}
