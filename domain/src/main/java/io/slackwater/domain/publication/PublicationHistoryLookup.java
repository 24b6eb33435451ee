package io.slackwater.domain.publication;

import java.util.List;
import java.util.Optional;

/** Returns what was published before of a change. */
public interface PublicationHistoryLookup {

    /**
     * Finds what bears on a sighting of a change.
     *
     * @param offered what the sighting offers; empty for a withdrawal, which offers nothing
     * @return its past; empty where that is not known here
     */
    Optional<PublicationHistory> history(String changeId, List<OfferedVersion> offered);
}
