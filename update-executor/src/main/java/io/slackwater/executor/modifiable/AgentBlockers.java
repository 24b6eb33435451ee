package io.slackwater.executor.modifiable;

import io.slackwater.executor.update.Blocker;
import io.slackwater.executor.update.BlockerCode;
import io.slackwater.executor.vm.Definition;
import java.util.List;
import java.util.Optional;

/** That the VM has no guest agent, where the policy leaves such VMs alone. */
final class AgentBlockers {

    private AgentBlockers() {}

    static List<Blocker> of(Scene scene) {
        Optional<String> policy = scene.terms()
                .map(Terms::policy)
                .filter(applies -> applies.conditions().modifiable().agentRequired())
                .map(applies -> applies.id().name());
        return scene
                .definition()
                .filter(definition -> policy.isPresent() && !definition.agentConfigured())
                .map(Definition::since)
                .map(since -> new Blocker(
                        BlockerCode.AGENT_MISSING,
                        scene.vm().id(),
                        since,
                        "Policy " + policy.orElseThrow() + " leaves VMs without a channel for the guest agent alone"))
                .stream()
                .toList();
    }
}
