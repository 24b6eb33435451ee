package io.slackwater.planning.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.match.Supersession;
import io.slackwater.domain.modifiable.DecisionContext;
import io.slackwater.domain.modifiable.ModifiableResult;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.update.UpdateKey;
import io.slackwater.domain.vm.PowerState;
import io.slackwater.domain.vm.RunState;
import io.slackwater.domain.vm.Vm;
import io.slackwater.domain.vm.VmDefinition;
import io.slackwater.mapping.policy.PolicyReader;
import io.slackwater.planning.settings.Settings;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FleetVmTest {

    private static final Instant SINCE = Instant.parse("2026-01-05T12:00:00Z");
    private static final List<String> REASONS =
            List.of("", "SHUTDOWN", "DESTROYED", "CRASHED", "MIGRATED", "SAVED", "FAILED", "DAEMON", "FROM_SNAPSHOT");

    private final Settings settings = Settings.of(Map.of());

    @ParameterizedTest
    @EnumSource(RunState.class)
    void shouldCallOffWhatTheExecutorHasNothingAgainst(RunState state) {
        for (String reason : REASONS) {
            for (boolean saved : List.of(true, false)) {
                PowerState power = new PowerState(state, reason, saved, 0, SINCE, SINCE);
                assertThat(FleetVm.isOff(power)).as(power.toString()).isEqualTo(hasNothingAgainst(power));
            }
        }
    }

    private boolean hasNothingAgainst(PowerState power) {
        VmDefinition definition = new VmDefinition(
                "vm", true, Optional.empty(), false, 0, 0, List.of(), Optional.empty(), SINCE, SINCE, Map.of(), false);
        Vm vm = Vm.unknown("vm-1").observed("h1", definition).powered("h1", power);
        Fleet fleet =
                new Fleet("change", new PolicyReader(settings.builtIn()), new Supersession(Comparator.naturalOrder()));
        DecisionContext context =
                new DecisionContext(vm, fleet.catalogue(), settings.timing(), SINCE.plusSeconds(3_600));
        Update update = Update.required(new UpdateKey("u", "change", "vm-1", ""), "h1", List.of(), SINCE, "");
        return ModifiableResult.evaluate(context, update).blockers().stream()
                .noneMatch(blocker -> blocker.code().name().startsWith("VM_"));
    }
}
