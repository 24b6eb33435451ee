package io.slackwater.inventory.hosts;

/** What Slackwater may do on a host. */
public enum HostMode {
    /** Watch, plan and explain; change nothing. */
    OBSERVE,
    /** Update. */
    ACTIVE,
    /** Begin nothing for now. */
    MAINTENANCE
}
