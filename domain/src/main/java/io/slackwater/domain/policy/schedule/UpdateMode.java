package io.slackwater.domain.policy.schedule;

/** How far Slackwater goes to update a VM; each mode may do what the ones before it may. */
public enum UpdateMode {
    /** Only a VM that its owner shut off is touched. */
    SHUT_OFF,
    /** The configuration of a running VM is redefined, too; it takes effect when its owner starts it cold. */
    NEXT_START,
    /** A running VM is restarted inside a window. */
    WINDOW_RESTART,
    /** A running VM is restarted now, in a window or not. */
    RESTART_NOW;

    /** Whether the configuration of a running VM may be redefined. */
    public boolean mayRedefineRunning() {
        return this != SHUT_OFF;
    }

    /** Whether a running VM may be restarted. */
    public boolean mayRestart() {
        return compareTo(WINDOW_RESTART) >= 0;
    }

    /** Returns whichever of the two goes further. */
    public UpdateMode orFurther(UpdateMode other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
