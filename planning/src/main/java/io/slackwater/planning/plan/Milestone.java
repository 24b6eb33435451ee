package io.slackwater.planning.plan;

import java.time.Instant;
import java.util.Optional;

/**
 * When a share of the VMs that are expected is proved.
 *
 * @param percent of them
 * @param vms how many that are; 0 where no VM is expected to finish, and then there are no times
 * @param earliest in the plays; empty where it was not in any
 * @param expected in the middle one; empty where it was not
 * @param latest in the plays; empty where it was not in one of them
 */
public record Milestone(
        int percent, int vms, Optional<Instant> earliest, Optional<Instant> expected, Optional<Instant> latest) {}
