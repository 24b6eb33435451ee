package io.slackwater.planning.forecast;

/** How a VM is updated, which says when the update is proved. */
public enum UpdateMethod {
    /** It is off; its next start proves it. */
    OFF,
    /** Its configuration is changed while it runs; its next cold start proves it. */
    NEXT_START,
    /** It is restarted, which proves it at once. */
    RESTART
}
