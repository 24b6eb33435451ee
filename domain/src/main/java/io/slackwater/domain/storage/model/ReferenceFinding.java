package io.slackwater.domain.storage.model;

/** What a reference check of a volume found; the log has the same names. */
public enum ReferenceFinding {
    /** Nothing refers to it. */
    NONE,
    /** Something may refer to it, or a host could not be asked. */
    UNCLEAR,
    /** Something refers to it. */
    USED
}
