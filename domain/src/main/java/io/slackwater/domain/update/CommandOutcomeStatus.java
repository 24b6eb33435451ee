package io.slackwater.domain.update;

/** How a command ended. */
public enum CommandOutcomeStatus {
    /** The effect is there, also when it was there already. */
    DONE,
    /** A slot referred to something else; nothing was done. */
    EXPECTATION_FAILED,
    /** The host has no such domain; nothing was done. */
    NOT_HERE,
    /** The lifetime was over, or the host's queue was full; nothing was done. */
    EXPIRED,
    /** The VM's state forbade it; nothing was done. */
    NOT_MODIFIABLE,
    /** No verdict yet; for a rollback: the definition is put back, but the guest still runs the new one. */
    INCONCLUSIVE,
    /** It was tried, and did not work. */
    FAILED,
    /** The host did not answer; the effect may be there. */
    UNREACHABLE,
    /** A restart was given up: the guest did not shut down in time, or its window was over. The references are the old ones. */
    NOT_STOPPED,
    /** The VM is migrating; nothing was done. */
    MIGRATING,
    /** The VM's state is being saved, dumped or restored, or it is being backed up; nothing was done. */
    JOB_UNDER_WAY,
    /** A disk of the VM is being copied, committed or pulled; nothing was done. */
    BLOCK_JOB_UNDER_WAY,
    /** The guest shut down before there was a verdict, and libvirt does not say that anybody switched it off. */
    STOPPED,
    /** The hypervisor refused it; nothing was done. */
    REFUSED,
    /** The store has no room for it; nothing was done. */
    STORE_FULL,
    /** A call of an APPLY did not end in time; its effect may come at any later time. */
    TIMED_OUT
}
