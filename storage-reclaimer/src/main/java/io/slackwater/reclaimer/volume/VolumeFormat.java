package io.slackwater.reclaimer.volume;

/** The format of a volume's content. */
public enum VolumeFormat {
    UNKNOWN,
    RAW,
    QCOW2
}
