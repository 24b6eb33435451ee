package io.slackwater.ingest.publication;

import java.time.Instant;

/** What was published of a change before. */
public sealed interface Standing {

    /** Nothing. */
    record Unpublished() implements Standing {}

    /**
     * That it is available.
     *
     * @param since when a source was first seen to offer it
     */
    record Available(Instant since) implements Standing {}

    /**
     * That it was withdrawn, which is final.
     *
     * @param recall by whom, when and why
     */
    record Withdrawn(Recall recall) implements Standing {}
}
