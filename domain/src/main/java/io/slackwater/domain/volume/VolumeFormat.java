package io.slackwater.domain.volume;

/** The format of a volume's content, or of an artifact that volumes are made of. */
public enum VolumeFormat {
    /** A format that this version has no name for. */
    UNKNOWN,
    RAW,
    QCOW2
}
