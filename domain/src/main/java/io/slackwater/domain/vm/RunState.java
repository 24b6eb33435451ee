package io.slackwater.domain.vm;

/** libvirt's {@code virDomainState}. */
public enum RunState {
    UNKNOWN,
    NOSTATE,
    RUNNING,
    BLOCKED,
    PAUSED,
    SHUTDOWN,
    SHUTOFF,
    CRASHED,
    PMSUSPENDED;

    /** Whether the guest's CPUs may run, so that a start of it can be judged. */
    public boolean isRunning() {
        return switch (this) {
            case RUNNING, BLOCKED -> true;
            case UNKNOWN, NOSTATE, PAUSED, SHUTDOWN, SHUTOFF, CRASHED, PMSUSPENDED -> false;
        };
    }
}
