package io.slackwater.domain.vm;

/** Which topic said something of a VM. */
public enum Source {
    INVENTORY,
    STATE,
    UPDATES,
    UPDATE_STATE
}
