package io.slackwater.api;

/** What may be said of an image. */
public enum ImageVerdict {
    /** Nothing refers to it: every host that has its store was listed in full, and it is known which hosts those are. */
    FREE,
    /** Something refers to it, or Slackwater needs it. */
    IN_USE,
    /** Nothing is known to refer to it, and nobody can tell that nothing does. */
    UNCLEAR
}
