package io.slackwater.domain.match;

import java.util.List;

/**
 * A VM on one host, as it was observed last.
 *
 * @param seenAtMillis when the observation was published, in milliseconds since the epoch
 * @param slots its configured slots that can hold a portion
 */
public record Placement(String hostId, long seenAtMillis, List<SlotImage> slots) {

    public Placement {
        slots = List.copyOf(slots);
    }
}
