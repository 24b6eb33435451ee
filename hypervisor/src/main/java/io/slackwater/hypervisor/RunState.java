package io.slackwater.hypervisor;

/** libvirt's {@code virDomainState}. */
public enum RunState {
    NOSTATE,
    RUNNING,
    BLOCKED,
    PAUSED,
    SHUTDOWN,
    SHUTOFF,
    CRASHED,
    PMSUSPENDED
}
