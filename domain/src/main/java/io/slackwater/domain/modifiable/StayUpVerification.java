package io.slackwater.domain.modifiable;

import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.vm.VmDefinition;

/** Tells which VMs are verified by staying up alone, with no other check. */
public final class StayUpVerification {

    private StayUpVerification() {}

    /**
     * Whether it is enough for a VM to stay up: its definition has no channel for a guest agent, or its policy asks the guest for nothing.
     * A VM without the channel is not updated where its policy needs an agent, so that nothing is enough for it.
     *
     * @param hasKernelRelease whether the change says which kernel release the guest is to report
     */
    public static boolean isEnough(VmDefinition definition, Policy policy, boolean hasKernelRelease) {
        return definition.agentConfigured()
                ? !policy.execution().verification().asksTheGuest(hasKernelRelease)
                : !AgentBlockers.needsAgent(policy);
    }
}
