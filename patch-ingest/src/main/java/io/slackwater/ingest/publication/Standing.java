package io.slackwater.ingest.publication;

/** What was published of a change before. */
public enum Standing {
    UNPUBLISHED,
    AVAILABLE,
    WITHDRAWN
}
