package io.slackwater.standalone.demo.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.schemas.BlockerCode;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.VmState;
import io.slackwater.schemas.VolumeEventType;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class GoalTest {

    private final FleetModel model = new FleetModel();
    private final Goal goal = new Goal(Set.of("vm-1", "vm-2"));

    @Test
    void shouldBeReachedWhenAllGuestsSayTheNewKernelAndTheOldVolumeIsGone() {
        // when
        apply(
                Events.change(),
                Events.update("vm-1", UpdatePhase.VERIFIED, "2-cloud"),
                Events.update("vm-2", UpdatePhase.VERIFIED, "2-cloud"),
                Events.reclaimed(Events.OLD));

        // then
        assertThat(goal.isReached(model)).isTrue();
        assertThat(goal.missing(model)).isEmpty();
    }

    @Test
    void shouldNotCountAVerifiedVmWhoseGuestSaysAnotherKernel() {
        // when
        apply(
                Events.change(),
                Events.update("vm-1", UpdatePhase.VERIFIED, "1-cloud"),
                Events.update("vm-2", UpdatePhase.VERIFIED),
                Events.reclaimed(Events.OLD));

        // then
        assertThat(goal.verified(model)).isEmpty();
        assertThat(goal.isReached(model)).isFalse();
    }

    @Test
    void shouldNotBeReachedWhileTheOldVolumeIsThere() {
        // when
        apply(
                Events.change(),
                Events.update("vm-1", UpdatePhase.VERIFIED, "2-cloud"),
                Events.update("vm-2", UpdatePhase.VERIFIED, "2-cloud"),
                Events.held(Events.OLD, BlockerCode.USED_BY_SNAPSHOT));

        // then
        assertThat(goal.isReached(model)).isFalse();
        assertThat(goal.missing(model))
                .containsExactly("volume vmlinuz-1 of host-1/images: DUE, held by USED_BY_SNAPSHOT");
    }

    @Test
    void shouldNameTheVmsThatAreMissingWithTheirBlockers() {
        // when
        apply(
                Events.change(),
                Events.volume(Events.OLD, VolumeEventType.ADOPTED, "1"),
                Events.observed("vm-1", Events.OLD, Events.OLD),
                Events.blocked("vm-1", BlockerCode.VM_MANAGED_SAVE, "remove the saved state"),
                Events.state("vm-2", VmState.RUNNING));

        // then
        assertThat(goal.missing(model))
                .containsExactlyInAnyOrder(
                        "name-of-vm-1: REQUIRED, held by VM_MANAGED_SAVE (remove the saved state)",
                        "vm-2: RUNNING, no update was opened for it",
                        "volume vmlinuz-1 of host-1/images: ADOPTED");
    }

    @Test
    void shouldBeLostWhenEveryVmHasEndedAndOneFailed() {
        // given
        apply(Events.change(), Events.update("vm-1", UpdatePhase.VERIFIED, "2-cloud"));
        boolean before = goal.isLost(model);

        // when
        apply(Events.update("vm-2", UpdatePhase.ROLLED_BACK));

        // then
        assertThat(before).isFalse();
        assertThat(goal.isLost(model)).isTrue();
    }

    private void apply(SpecificRecord... events) {
        for (SpecificRecord event : events) {
            model.apply(event);
        }
    }
}
