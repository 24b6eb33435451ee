package io.slackwater.planning.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.budget.UpdateStatus;
import io.slackwater.domain.match.Supersession;
import io.slackwater.domain.update.Phase;
import io.slackwater.domain.version.DebianVersion;
import io.slackwater.mapping.policy.PolicyReader;
import io.slackwater.planning.TestLog;
import io.slackwater.planning.settings.Settings;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.UpdateState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FleetTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldSayThatAHostIsUnreachableAsTheEventSaysIt(boolean unreachable) {
        Fleet fleet = new Fleet(
                TestLog.CHANGE,
                new PolicyReader(Settings.of(Map.of()).builtIn()),
                new Supersession(DebianVersion.TEXT_ORDER));
        UpdateEvent applied = UpdateEvent.newBuilder()
                .setUpdateId("u1")
                .setChangeId(TestLog.CHANGE)
                .setVmId("vm1")
                .setHostId("h1")
                .setEpisode("e1")
                .setPhase(UpdatePhase.APPLIED)
                .setState(UpdateState.AWAITING_START)
                .setAttempt(1)
                .setReplacements(List.of())
                .setHostUnreachable(unreachable)
                .setOccurredAt(TestLog.NOW)
                .build();

        fleet.hear(applied, TestLog.NOW);

        UpdateStatus heard =
                fleet.vms().stream().findFirst().flatMap(fleet::heard).orElseThrow();
        assertThat(heard.phase()).isEqualTo(Phase.APPLIED);
        assertThat(heard.hostUnreachable()).isEqualTo(unreachable);
    }
}
