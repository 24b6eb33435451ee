package io.slackwater.domain.storage.model;

/** The origin of a volume, which says why Slackwater may delete it. */
public enum VolumeOrigin {
    /** Nobody said that it may. */
    NOBODY,
    /** Slackwater uploaded it. */
    STAGED,
    /** An operator's adoption rule names it, or a person adopted it; in that case its content says who. */
    ADOPTED,
    /** An update put another overlay in its place, or gave it up again. */
    REPLACED,
    /** An upload of Slackwater left it that was given up: a part of a version, or all of it. */
    ABANDONED
}
