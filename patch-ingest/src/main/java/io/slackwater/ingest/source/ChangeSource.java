package io.slackwater.ingest.source;

import io.slackwater.domain.change.Change;
import java.time.Duration;

/** Something that can be looked at for the newest change of one operating system. */
public interface ChangeSource {

    /** Returns the name that logs, metrics and events have for it. */
    String name();

    /** Returns how often it is looked at. */
    Duration interval();

    /** Returns the newest change that the source offers, verified, its artifacts in the store. */
    Change fetchNewest() throws SourceException;
}
