package io.slackwater.ingest.change;

/** The format of an artifact's content. */
public enum ArtifactFormat {
    RAW,
    QCOW2
}
