package io.slackwater.worker.update;

import io.slackwater.hypervisor.RunState;
import java.util.Optional;
import java.util.Set;

/**
 * The observed state of a VM whose start is verified.
 *
 * @param isActive whether it runs in any way
 * @param reason libvirt's reason for the state
 * @param foreignSlot a slot in which the running machine has something else than the new volume; empty where there is none
 * @param hasAgentChannel whether the running machine has a channel for a guest agent
 * @param reported what the guest says of itself; empty where it does not answer
 */
record DomainObservation(
        boolean isActive,
        RunState state,
        String reason,
        Optional<String> foreignSlot,
        boolean hasAgentChannel,
        Optional<GuestInfo> reported) {

    /**
     * libvirt's reasons for a stop that is not the guest's own. It is UNKNOWN after a power cut or reboot of the host. SHUTDOWN may be
     * either, and nothing tells whose it was.
     */
    private static final Set<String> SWITCHED_OFF =
            Set.of("DESTROYED", "MIGRATED", "SAVED", "FROM_SNAPSHOT", "DAEMON", "UNKNOWN");

    /** Whether somebody else than the guest stopped it, for all that libvirt tells. */
    boolean wasSwitchedOff() {
        return SWITCHED_OFF.contains(reason);
    }

    boolean endedBadly() {
        return state == RunState.CRASHED || (!isActive && (reason.equals("CRASHED") || reason.equals("FAILED")));
    }
}
