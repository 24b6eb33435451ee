package io.slackwater.domain.portion;

/** How urgent a change is, as its source says; later ones are more urgent. */
public enum Severity {
    UNKNOWN,
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    /** Whether it is as urgent as another or more. */
    public boolean isAtLeast(Severity other) {
        return compareTo(other) >= 0;
    }
}
