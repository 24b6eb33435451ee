package io.slackwater.domain.modifiable;

import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.vm.Definition;

/** Tells which VMs have only to stay up to be verified. */
public final class WeakProof {

    private WeakProof() {}

    /**
     * Whether it is enough for a VM to stay up: its definition has no channel for a guest agent, or its policy asks the guest for nothing.
     * A VM without the channel is not updated where its policy needs an agent, so that nothing is enough for it.
     *
     * @param hasKernelRelease whether the change says which kernel release the guest is to report
     */
    public static boolean isEnough(Definition definition, Policy policy, boolean hasKernelRelease) {
        return definition.agentConfigured()
                ? !policy.conduct().verification().asksTheGuest(hasKernelRelease)
                : !AgentBlockers.needsAgent(policy);
    }
}
