package io.slackwater.executor.modifiable;

import io.slackwater.executor.policy.Severity;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a change.
 *
 * @param withdrawn whether it was recalled
 * @param reason why it was recalled; empty where it was not
 * @param severity how urgent it is
 * @param kernelRelease what a guest that runs it reports; empty where it brings no kernel or that is not known
 * @param versions which version it brings, by portion; empty where that is not known
 * @param availableSince when its source was seen to offer it first; empty where that is not known
 */
public record ChangeFact(
        boolean withdrawn,
        String reason,
        Severity severity,
        Optional<String> kernelRelease,
        Map<String, String> versions,
        Optional<Instant> availableSince) {

    /** A change of which nothing was heard yet. */
    public static final ChangeFact UNKNOWN =
            new ChangeFact(false, "", Severity.UNKNOWN, Optional.empty(), Map.of(), Optional.empty());

    public ChangeFact {
        versions = Map.copyOf(versions);
    }
}
