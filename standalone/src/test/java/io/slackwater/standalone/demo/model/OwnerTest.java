package io.slackwater.standalone.demo.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.VmState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnerTest {

    private static final Duration BETWEEN = Duration.ofSeconds(4);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FleetModel model = new FleetModel();
    private final Owner owner = new Owner(List.of("vm-1", "vm-2"), BETWEEN, PATIENCE);

    @Test
    void shouldLeaveVmsAloneThatNeedNoUpdate() {
        // given
        model.apply(Events.state("vm-1", VmState.RUNNING));

        // when
        List<OwnerAction> actions = owner.next(model, Events.START);

        // then
        assertThat(actions).isEmpty();
    }

    @Test
    void shouldShutVmsDownOneAfterTheOther() {
        // given
        requiredAndRunning("vm-1");
        requiredAndRunning("vm-2");

        // when
        List<OwnerAction> atFirst = owner.next(model, Events.START);
        List<OwnerAction> soonAfter = owner.next(model, Events.START.plusSeconds(3));
        List<OwnerAction> later = owner.next(model, Events.START.plus(BETWEEN));

        // then
        assertThat(atFirst).containsExactly(new OwnerAction.ShutDown("vm-1"));
        assertThat(soonAfter).isEmpty();
        assertThat(later).containsExactly(new OwnerAction.ShutDown("vm-2"));
    }

    @Test
    void shouldShutDownAgainWhatStillRunsAfterSomeTime() {
        // given
        requiredAndRunning("vm-1");
        owner.next(model, Events.START);

        // when
        List<OwnerAction> actions = owner.next(model, Events.START.plus(PATIENCE));

        // then
        assertThat(actions).containsExactly(new OwnerAction.ShutDown("vm-1"));
    }

    @Test
    void shouldStartAVmOnceItWasUpdated() {
        // given
        model.apply(Events.state("vm-1", VmState.SHUTOFF));
        model.apply(Events.update("vm-1", UpdatePhase.GRANTED));
        List<OwnerAction> before = owner.next(model, Events.START);

        // when
        model.apply(Events.update("vm-1", UpdatePhase.APPLIED));
        List<OwnerAction> after = owner.next(model, Events.START);

        // then
        assertThat(before).isEmpty();
        assertThat(after).containsExactly(new OwnerAction.Start("vm-1"));
        assertThat(owner.next(model, Events.START.plusSeconds(1))).isEmpty();
    }

    private void requiredAndRunning(String vm) {
        model.apply(Events.state(vm, VmState.RUNNING));
        model.apply(Events.update(vm, UpdatePhase.REQUIRED));
    }
}
