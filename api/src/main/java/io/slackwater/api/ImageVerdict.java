package io.slackwater.api;

/** What may be said of an image. */
public enum ImageVerdict {
    /**
     * Nothing that Slackwater knows of refers to it, and every host that has its store was listed in full. That is no proof: the file may
     * be in use all the same.
     */
    UNREFERENCED,
    /** Something refers to it, or Slackwater needs it. */
    IN_USE,
    /** Nothing is known to refer to it, and something that may refer to it is not known. */
    UNCLEAR
}
