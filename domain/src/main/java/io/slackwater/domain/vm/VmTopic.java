package io.slackwater.domain.vm;

/** A topic whose records are about a VM. */
public enum VmTopic {
    INVENTORY,
    STATE,
    UPDATES,
    UPDATE_STATE
}
