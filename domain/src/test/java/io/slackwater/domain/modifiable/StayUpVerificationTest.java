package io.slackwater.domain.modifiable;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.World;
import io.slackwater.domain.policy.Policies;
import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.policy.Selector;
import io.slackwater.domain.policy.execution.ExecutionRules;
import io.slackwater.domain.policy.execution.GuestCommand;
import io.slackwater.domain.policy.execution.GuestReportRules;
import io.slackwater.domain.policy.execution.VerificationRules;
import io.slackwater.domain.policy.schedule.ModifiableRules;
import io.slackwater.domain.policy.schedule.ScheduleRules;
import io.slackwater.domain.vm.VmDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StayUpVerificationTest {

    /** Of the policy: what it asks for. A VM without the channel waits with AGENT_MISSING where only an agent can give it. */
    @ParameterizedTest
    @CsvSource({
        "nothing,       false, true",
        "nothing,       true,  true",
        "kernelRelease, false, true",
        "kernelRelease, true,  false",
        "osRelease,     false, false",
        "osRelease,     true,  false",
        "command,       false, false",
        "command,       true,  false",
        "agentRequired, false, false",
        "agentRequired, true,  true"
    })
    void shouldCountAVmThatHasOnlyToStayUp(String asked, boolean hasChannel, boolean isEnough) {
        assertThat(StayUpVerification.isEnough(definition(hasChannel), policy(asked), true))
                .isEqualTo(isEnough);
    }

    private static Policy policy(String asked) {
        ModifiableRules usual = Policies.MODIFIABLE;
        ModifiableRules modifiable = new ModifiableRules(
                usual.mode(),
                usual.settleTime(),
                usual.insideWindow(),
                asked.equals("agentRequired"),
                usual.applyWithin());
        VerificationRules verification = new VerificationRules(
                Duration.ofSeconds(30),
                Duration.ofMinutes(2),
                new GuestReportRules(
                        asked.equals("kernelRelease"),
                        asked.equals("osRelease") ? Map.of("VERSION_ID", "12") : Map.of()),
                asked.equals("command")
                        ? Optional.of(new GuestCommand(List.of("/bin/true"), Duration.ofSeconds(5)))
                        : Optional.empty());
        Policy any = Policies.policy("any", Selector.EVERYTHING);
        return new Policy(
                any.id(),
                any.selector(),
                new ScheduleRules(
                        modifiable, any.schedule().windows(), any.schedule().deadlines()),
                new ExecutionRules(any.execution().restart(), verification),
                any.rollout());
    }

    private static VmDefinition definition(boolean hasChannel) {
        VmDefinition plain = World.definition(World.kernelUse(World.OLD_KERNEL, false));
        return new VmDefinition(
                plain.name(),
                plain.persistent(),
                plain.managedBy(),
                plain.managedSave(),
                plain.snapshots(),
                plain.checkpoints(),
                plain.uses(),
                plain.updateId(),
                plain.since(),
                plain.seenAt(),
                plain.labels(),
                hasChannel);
    }
}
