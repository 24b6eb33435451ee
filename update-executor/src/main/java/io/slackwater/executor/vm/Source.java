package io.slackwater.executor.vm;

/** Which topic said something of a VM. */
public enum Source {
    INVENTORY,
    STATE,
    UPDATES
}
