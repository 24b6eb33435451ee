package io.slackwater.planning.rehearsal;

import java.time.Instant;
import java.util.Map;

/**
 * What happened after a plan.
 *
 * @param modifiableAt when each VM was modifiable first, by its id; those that never were are not in it
 * @param granted the last grant of each, by its id
 * @param verifiedAt when the update of each was verified, by its id
 * @param until when it was seen to
 */
public record ActualResult(
        Map<String, Instant> modifiableAt,
        Map<String, Granted> granted,
        Map<String, Instant> verifiedAt,
        Instant until) {

    /** A grant, with the wave that its VM joined. */
    public record Granted(String policy, int wave, Instant at) {}

    public ActualResult {
        modifiableAt = Map.copyOf(modifiableAt);
        granted = Map.copyOf(granted);
        verifiedAt = Map.copyOf(verifiedAt);
    }
}
