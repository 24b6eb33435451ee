package io.slackwater.ingest.sighting;

import io.slackwater.domain.change.Change;

/** Where sightings are reported. A call returns when the report is kept; what becomes of it is the topology's decision. */
public interface SightingPublisher {

    /** Reports that a change is available; throws {@link SightingException} where the report was not kept. */
    void available(Change change);

    /**
     * Reports that a change is withdrawn; throws {@link SightingException} where the report was not kept.
     *
     * @param source who withdraws it
     * @param reason for people
     */
    void withdrawn(String operatingSystem, String changeId, String source, String reason);
}
