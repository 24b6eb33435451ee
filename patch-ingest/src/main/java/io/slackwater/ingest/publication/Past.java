package io.slackwater.ingest.publication;

import java.util.Optional;

/**
 * What was published before and bears on a sighting.
 *
 * @param standing what was published of the change itself
 * @param recall how it was withdrawn; empty where it was not
 * @param recalled content of the sighting that a withdrawal recalls; empty where there is none
 */
public record Past(Standing standing, Optional<Recall> recall, Optional<RecalledContent> recalled) {

    /** Returns the past of a change that was never withdrawn, nor what it holds. */
    public static Past of(Standing standing) {
        return new Past(standing, Optional.empty(), Optional.empty());
    }
}
