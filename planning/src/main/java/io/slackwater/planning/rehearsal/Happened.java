package io.slackwater.planning.rehearsal;

import java.time.Instant;
import java.util.Map;

/**
 * What happened after a plan.
 *
 * @param modifiableAt when each VM was modifiable first, by its id; those that never were are not in it
 * @param verifiedAt when the update of each was verified, by its id
 * @param until when it was seen to
 */
public record Happened(Map<String, Instant> modifiableAt, Map<String, Instant> verifiedAt, Instant until) {

    public Happened {
        modifiableAt = Map.copyOf(modifiableAt);
        verifiedAt = Map.copyOf(verifiedAt);
    }
}
