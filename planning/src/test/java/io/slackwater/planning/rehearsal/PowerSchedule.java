package io.slackwater.planning.rehearsal;

/** When an owner shuts his VM off. */
enum PowerSchedule {
    /** Most nights, at about the same time. */
    NIGHTLY,
    /** Once a week, at about the same time. */
    WEEKLY,
    /** At random, every few days. */
    IRREGULAR,
    /** Never, but for cold restarts now and then that take less than the settle time. */
    RESTARTING,
    /** Never. */
    NEVER;

    /** Returns a habit, of a share from 0 to 1 of all owners. */
    static PowerSchedule of(double share) {
        if (share < 0.5) {
            return NIGHTLY;
        }
        if (share < 0.7) {
            return WEEKLY;
        }
        return share < 0.9 ? IRREGULAR : share < 0.95 ? RESTARTING : NEVER;
    }

    /** Whether its VMs are off for long enough to be updated. */
    boolean isEverOff() {
        return switch (this) {
            case NIGHTLY, WEEKLY, IRREGULAR -> true;
            case RESTARTING, NEVER -> false;
        };
    }
}
