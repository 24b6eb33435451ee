package io.slackwater.executor.hands;

import io.slackwater.hypervisor.RunState;
import java.util.Optional;

/**
 * What a hand sees of a VM whose start is judged.
 *
 * @param isActive whether it runs in any way
 * @param reason libvirt's reason for the state
 * @param foreignSlot a slot in which the running machine has something else than the new volume; empty where there is none
 * @param hasAgentChannel whether the running machine has a channel for a guest agent
 * @param reported what the guest says of itself; empty where it does not answer
 */
record Look(
        boolean isActive,
        RunState state,
        String reason,
        Optional<String> foreignSlot,
        boolean hasAgentChannel,
        Optional<GuestWord> reported) {

    boolean endedBadly() {
        return state == RunState.CRASHED || (!isActive && (reason.equals("CRASHED") || reason.equals("FAILED")));
    }
}
