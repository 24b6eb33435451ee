package io.slackwater.ingest.change;

/** How urgent a change is, as its source says. */
public enum Severity {
    UNKNOWN,
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL
}
