package io.slackwater.standalone.demo.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.VmState;
import io.slackwater.schemas.VolumeEventType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class FleetModelTest {

    private final FleetModel model = new FleetModel();

    @Test
    void shouldShowTheKernelThatRunsRatherThanTheNextOne() {
        // when
        apply(
                Events.volume(Events.OLD, VolumeEventType.ADOPTED, "1"),
                Events.volume(Events.NEW, VolumeEventType.STAGED, "2"),
                Events.observed("vm-1", Events.NEW, Events.OLD));

        // then
        assertThat(model.vm("vm-1").kernel()).contains("1");
    }

    @Test
    void shouldKeepAnUpdatesEventsInTheirOrder() {
        // when
        apply(
                Events.update("vm-1", UpdatePhase.REQUIRED),
                Events.update("vm-1", UpdatePhase.GRANTED),
                Events.update("vm-1", UpdatePhase.APPLIED),
                Events.update("vm-1", UpdatePhase.VERIFIED, "2-cloud"));

        // then
        assertThat(model.updates()).singleElement().satisfies(update -> {
            assertThat(update.steps())
                    .extracting(Step::phase)
                    .containsExactly(
                            UpdatePhase.REQUIRED, UpdatePhase.GRANTED, UpdatePhase.APPLIED, UpdatePhase.VERIFIED);
            assertThat(update.kernelRelease()).contains("2-cloud");
        });
    }

    @Test
    void shouldMoveBytesFromHeldToFreedWhenAVolumeIsReclaimed() {
        // given
        apply(
                Events.volume(Events.OLD, VolumeEventType.ADOPTED, "1"),
                Events.volume(Events.NEW, VolumeEventType.STAGED, "2"));
        long before = model.heldBytes();

        // when
        apply(Events.reclaimed(Events.OLD));

        // then
        assertThat(before).isEqualTo(2000);
        assertThat(model.heldBytes()).isEqualTo(1000);
        assertThat(model.freedBytes()).isEqualTo(1000);
    }

    @RepeatedTest(20)
    void shouldShowTheSameWhateverTopicComesFirst(RepetitionInfo repetition) {
        // given
        List<SpecificRecord> events = new ArrayList<>(List.of(
                Events.change(),
                Events.observed("vm-1", Events.OLD, Events.OLD),
                Events.state("vm-1", VmState.RUNNING),
                Events.update("vm-1", UpdatePhase.REQUIRED),
                Events.volume(Events.OLD, VolumeEventType.ADOPTED, "1")));
        Collections.shuffle(events, new Random(repetition.getCurrentRepetition()));

        // when
        events.forEach(model::apply);

        // then
        VmTrack vm = model.vm("vm-1");
        assertThat(vm.name()).isEqualTo("name-of-vm-1");
        assertThat(vm.state()).isEqualTo(VmState.RUNNING);
        assertThat(vm.kernel()).contains("1");
        assertThat(vm.update().map(UpdateTrack::phase)).contains(UpdatePhase.REQUIRED);
        assertThat(model.changes()).hasSize(1);
    }

    private void apply(SpecificRecord... events) {
        for (SpecificRecord event : events) {
            model.apply(event);
        }
    }
}
