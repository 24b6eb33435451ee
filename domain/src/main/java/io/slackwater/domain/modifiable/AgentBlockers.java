package io.slackwater.domain.modifiable;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.policy.execution.VerificationRules;
import io.slackwater.domain.vm.VmDefinition;
import java.util.List;
import java.util.Optional;

/** Blocks an update of a VM without a guest agent, where the policy asks for one. */
final class AgentBlockers {

    private AgentBlockers() {}

    static List<Blocker> of(DecisionContext context) {
        Optional<String> policy = context.policy()
                .map(EffectivePolicy::policy)
                .filter(AgentBlockers::needsAgent)
                .map(applies -> applies.id().name());
        return context
                .definition()
                .filter(definition -> policy.isPresent() && !definition.agentConfigured())
                .map(VmDefinition::since)
                .map(since -> new Blocker(
                        BlockerCode.AGENT_MISSING,
                        context.vm().id(),
                        since,
                        "Policy " + policy.orElseThrow() + " leaves VMs without a channel for the guest agent alone"))
                .stream()
                .toList();
    }

    /** What only an agent can tell or run cannot be asked of a VM without one. */
    static boolean needsAgent(Policy policy) {
        VerificationRules verification = policy.execution().verification();
        return policy.schedule().modifiable().agentRequired()
                || !verification.report().osRelease().isEmpty()
                || verification.command().isPresent();
    }
}
