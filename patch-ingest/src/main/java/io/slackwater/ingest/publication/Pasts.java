package io.slackwater.ingest.publication;

import java.util.List;
import java.util.Optional;

/** What was published of any change. */
public interface Pasts {

    /**
     * Finds what bears on a sighting of a change.
     *
     * @param sha256 the content that the sighting names, in its order; empty for a withdrawal, which names none
     * @return its past; empty where that is not known here
     */
    Optional<Past> of(String changeId, List<String> sha256);
}
