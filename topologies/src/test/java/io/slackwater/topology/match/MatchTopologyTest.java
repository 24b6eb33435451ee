package io.slackwater.topology.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.match.UpdateIds;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.Replacement;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.RolloutEventType;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.schemas.cloudevents.EventHeaders;
import io.slackwater.schemas.topics.Topics;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatchTopologyTest {

    private static final String STORE = "host-1/default";
    private static final VmEvent VM = Events.observed("vm-1", "host-1", Events.kernel(STORE, "1"));
    private static final VolumeEvent OLD_KERNEL = Events.adopted(STORE, "kernel", PortionKind.KERNEL, "1");
    private static final ChangeEvent NEW_KERNEL =
            Events.change("change-2", Events.portion("kernel", PortionKind.KERNEL, "2"));

    @TempDir
    private Path state;

    private MatchTestBed bed;

    @BeforeEach
    void start() {
        bed = new MatchTestBed(state);
    }

    @AfterEach
    void stop() {
        bed.close();
    }

    @Test
    void shouldRequireWhenTheChangeComesLast() {
        bed.volume(OLD_KERNEL);
        bed.vm(VM);
        bed.tick();
        String episode = bed.change(NEW_KERNEL);

        List<UpdateEvent> opened = bed.opened();

        assertThat(opened).singleElement().satisfies(event -> {
            assertThat(event.getUpdateId()).isEqualTo(UpdateIds.of("change-2", "vm-1", episode));
            assertThat(event.getEpisode()).isEqualTo(episode);
            assertThat(event.getChangeId()).isEqualTo("change-2");
            assertThat(event.getVmId()).isEqualTo("vm-1");
            assertThat(event.getHostId()).isEqualTo("host-1");
            assertThat(event.getAttempt()).isZero();
            assertThat(event.getReplacements())
                    .containsExactly(Replacement.newBuilder()
                            .setSlot("kernel")
                            .setPortion("debian-12/kernel")
                            .setKind(PortionKind.KERNEL)
                            .setFromVersion("1")
                            .setFrom(Events.volume(STORE, "kernel-1"))
                            .setToVersion("2")
                            .build());
        });
    }

    @Test
    void shouldCarryInternallyOnlyTheIdAndTheTraceOfACause() {
        bed.volume(OLD_KERNEL);
        bed.change(NEW_KERNEL);

        assertThat(bed.internalTraffic())
                .containsKey("match-changes-repartition")
                .allSatisfy((topic, traffic) -> assertThat(List.of(EventHeaders.ID, EventHeaders.TRACE_PARENT))
                        .containsAll(traffic.headers()));
    }

    @Test
    void shouldRequireWhenTheVmComesLast() {
        bed.volume(OLD_KERNEL);
        bed.change(NEW_KERNEL);
        bed.tick();
        String episode = bed.vm(VM);

        assertThat(bed.opened()).singleElement().satisfies(event -> assertThat(event.getEpisode())
                .isEqualTo(episode));
    }

    @Test
    void shouldRequireWhenTheAdoptionComesLast() {
        bed.vm(VM);
        bed.change(NEW_KERNEL);
        bed.tick();
        String episode = bed.volume(OLD_KERNEL);

        assertThat(bed.opened()).singleElement().satisfies(event -> assertThat(event.getEpisode())
                .isEqualTo(episode));
    }

    @Test
    void shouldContinueTheTraceAndStampTheEvent() {
        bed.volume(OLD_KERNEL);
        bed.vm(VM);
        bed.change(NEW_KERNEL);

        TestRecord<String, UpdateEvent> record = bed.openedRecords().get(0);

        assertThat(record.key()).isEqualTo("vm-1");
        assertThat(EventHeaders.read(record.headers(), EventHeaders.TYPE))
                .contains("io.slackwater.UpdateEvent.REQUIRED");
        assertThat(EventHeaders.read(record.headers(), EventHeaders.SOURCE)).contains("/slackwater/vm-inventory");
    }

    @Test
    void shouldOpenAfterAReplayOnlyWhatTheLogHasNotOpened(@TempDir Path fresh) {
        // given a log in which the update of one VM is open and that of another has failed
        VmEvent second = Events.observed("vm-2", "host-1", Events.kernel(STORE, "1"));
        VmEvent third = Events.observed("vm-3", "host-1", Events.kernel(STORE, "1"));
        bed.volume(OLD_KERNEL);
        bed.vm(VM, second);
        bed.change(NEW_KERNEL);
        List<UpdateEvent> recorded = bed.opened();

        try (MatchTestBed again = new MatchTestBed(fresh)) {
            // when it is replayed, what was opened last, and a VM was heard of that nobody considered
            again.replayOver(false);
            again.change(NEW_KERNEL);
            again.volume(OLD_KERNEL);
            again.vm(VM, second, third);
            assertThat(again.opened()).isEmpty();
            again.moved(recorded.get(0), UpdatePhase.REQUIRED);
            again.moved(recorded.get(1), UpdatePhase.FAILED);
            assertThat(again.opened()).isEmpty();
            again.replayOver(true);

            // then that VM is found
            assertThat(again.opened()).extracting(UpdateEvent::getVmId).containsExactly("vm-3");
        }
    }

    @Test
    void shouldOpenOnceHoweverOftenTheSameIsSeen() {
        bed.volume(OLD_KERNEL);
        bed.vm(VM);
        bed.change(NEW_KERNEL);
        assertThat(bed.opened()).hasSize(1);

        bed.vm(VM, VM);
        bed.change(NEW_KERNEL);
        bed.volume(OLD_KERNEL);

        assertThat(bed.opened()).isEmpty();
        assertThat(bed.finished()).hasSize(1);
    }

    @Test
    void shouldNotRequireWhatIsWithdrawn() {
        bed.volume(OLD_KERNEL);
        bed.change(NEW_KERNEL);
        bed.tick();
        bed.change(Events.withdrawn("change-2"));
        bed.vm(VM);

        assertThat(bed.opened()).isEmpty();
    }

    @Test
    void shouldRequireOnlyTheNewestOfTwoChanges() {
        bed.volume(OLD_KERNEL);
        bed.change(Events.change("change-3", Events.portion("kernel", PortionKind.KERNEL, "3")));
        bed.change(NEW_KERNEL);
        bed.vm(VM);

        assertThat(bed.opened()).extracting(UpdateEvent::getChangeId).containsExactly("change-3");
    }

    @Test
    void shouldRequireANewerChangeWhileAnOlderOneIsOpen() {
        bed.volume(OLD_KERNEL);
        bed.vm(VM);
        bed.change(NEW_KERNEL);
        assertThat(bed.opened()).hasSize(1);

        bed.change(Events.change("change-3", Events.portion("kernel", PortionKind.KERNEL, "3")));

        assertThat(bed.opened()).extracting(UpdateEvent::getChangeId).containsExactly("change-3");
    }

    @Test
    void shouldMoveAllSlotsOfAChangeInOneUpdate() {
        bed.volume(OLD_KERNEL);
        bed.volume(Events.adopted(STORE, "initrd", PortionKind.INITRD, "1"));
        bed.vm(Events.observed("vm-1", "host-1", Events.kernel(STORE, "1"), Events.initrd(STORE, "1")));
        bed.change(Events.change(
                "change-2",
                Events.portion("kernel", PortionKind.KERNEL, "2"),
                Events.portion("initrd", PortionKind.INITRD, "2")));

        assertThat(bed.opened()).singleElement().satisfies(event -> assertThat(event.getReplacements())
                .extracting(Replacement::getSlot)
                .containsExactly("kernel", "initrd"));
        assertThat(bed.finished()).singleElement().satisfies(event -> assertThat(event.getMatched())
                .isEqualTo(1));
    }

    @Test
    void shouldReplaceTheOverlayWhoseNearestBackingVolumeIsTheBaseImage() {
        bed.volume(Events.adopted(STORE, "image", PortionKind.BASE_IMAGE, "1"));
        bed.vm(Events.observed("vm-1", "host-1", Events.disk(STORE, "vm-1.qcow2", "image-1")));
        bed.change(Events.change("change-2", Events.portion("image", PortionKind.BASE_IMAGE, "2")));

        assertThat(bed.opened()).singleElement().satisfies(event -> {
            Replacement replacement = event.getReplacements().get(0);
            assertThat(replacement.getFrom()).isEqualTo(Events.volume(STORE, "image-1"));
            assertThat(replacement.getFromOverlay()).contains(Events.volume(STORE, "vm-1.qcow2"));
        });
    }

    @Test
    void shouldOpenANewEpisodeWhenAVerifiedVmIsSeenOnTheOldVersionAgain() {
        bed.volume(OLD_KERNEL);
        bed.vm(VM);
        bed.change(NEW_KERNEL);
        UpdateEvent first = bed.opened().get(0);
        bed.vm(Events.observed("vm-1", "host-1", Events.kernel(STORE, "2")));
        bed.moved(first, UpdatePhase.VERIFIED);
        assertThat(bed.opened()).isEmpty();

        String episode = bed.vm(VM);

        assertThat(bed.opened()).singleElement().satisfies(event -> {
            assertThat(event.getUpdateId()).isNotEqualTo(first.getUpdateId());
            assertThat(event.getEpisode()).isEqualTo(episode);
        });
    }

    @Test
    void shouldNotOpenAgainForWhatWasSeenBeforeTheUpdateEnded() {
        bed.volume(OLD_KERNEL);
        bed.vm(VM);
        bed.change(NEW_KERNEL);
        UpdateEvent first = bed.opened().get(0);

        bed.moved(first, UpdatePhase.VERIFIED);

        assertThat(bed.opened()).isEmpty();
    }

    @Test
    void shouldNeverTryAgainByItselfAfterAFailure() {
        bed.volume(OLD_KERNEL);
        bed.vm(VM);
        bed.change(NEW_KERNEL);
        UpdateEvent first = bed.opened().get(0);
        bed.moved(first, UpdatePhase.FAILED);
        bed.moved(first, UpdatePhase.ROLLED_BACK);

        bed.vm(VM);

        assertThat(bed.opened()).isEmpty();
    }

    @Test
    void shouldOpenANewEpisodeAfterAFailureOnceAPersonWantsIt() {
        bed.volume(OLD_KERNEL);
        bed.vm(VM);
        bed.change(NEW_KERNEL);
        UpdateEvent first = bed.opened().get(0);
        bed.moved(first, UpdatePhase.FAILED);
        bed.moved(first, UpdatePhase.ROLLED_BACK);

        String retry = bed.retry(first);

        assertThat(bed.opened()).singleElement().satisfies(second -> {
            assertThat(second.getEpisode()).isEqualTo(retry);
            assertThat(second.getUpdateId()).isNotEqualTo(first.getUpdateId());
        });
        bed.retry(first);
        assertThat(bed.opened()).as("it is open already").isEmpty();
    }

    @Test
    void shouldOpenANewEpisodeOnTheNewHostWhenTheVmMovedToAnotherStore() {
        bed.volume(OLD_KERNEL);
        bed.volume(Events.adopted("host-2/default", "kernel", PortionKind.KERNEL, "1"));
        bed.vm(VM);
        bed.change(NEW_KERNEL);
        UpdateEvent first = bed.opened().get(0);
        bed.vm(Events.observed("vm-1", "host-2", Events.kernel("host-2/default", "1")));
        bed.vm(Events.gone("vm-1", "host-1"));
        assertThat(bed.opened()).isEmpty();

        bed.moved(first, UpdatePhase.NOT_NEEDED);

        assertThat(bed.opened()).singleElement().satisfies(event -> {
            assertThat(event.getHostId()).isEqualTo("host-2");
            assertThat(event.getReplacements().get(0).getFrom().getStore()).isEqualTo("host-2/default");
        });
    }

    @Test
    void shouldMatchWhereTheVmStillIsWhenItWentFromOneHost() {
        bed.volume(OLD_KERNEL);
        bed.vm(VM);
        bed.vm(Events.observed("vm-1", "host-2", Events.kernel("host-2/default", "1")));
        bed.vm(Events.gone("vm-1", "host-2"));
        bed.change(NEW_KERNEL);

        assertThat(bed.opened()).singleElement().satisfies(event -> assertThat(event.getHostId())
                .isEqualTo("host-1"));
    }

    @Test
    void shouldMatchWhereTheVmIsThoughARetiredHostSaidLastThatItHasIt() {
        bed.volume(OLD_KERNEL);
        bed.vm(VM);
        bed.vm(Events.observed("vm-1", "host-2", Events.kernel("host-2/default", "1")));
        bed.host(Events.host("host-2", HostEventType.RETIRED));
        bed.change(NEW_KERNEL);

        assertThat(bed.opened()).singleElement().satisfies(event -> assertThat(event.getHostId())
                .isEqualTo("host-1"));
    }

    @Test
    void shouldForgetOnARetiredHostThatItHadAVmThoughItIsDeclaredAgain() {
        bed.volume(OLD_KERNEL);
        bed.vm(VM);
        bed.host(Events.host("host-1", HostEventType.RETIRED));
        bed.vm(Events.hostRetired("vm-1", "host-1"));
        bed.host(Events.host("host-1", HostEventType.DECLARED));
        bed.change(NEW_KERNEL);

        assertThat(bed.opened()).isEmpty();
    }

    @Test
    void shouldNotRequireForAVmThatIsGone() {
        bed.volume(OLD_KERNEL);
        bed.vm(VM);
        bed.vm(Events.gone("vm-1", "host-1"));
        bed.change(NEW_KERNEL);

        assertThat(bed.opened()).isEmpty();
    }

    @Test
    void shouldDecideNothingForAVmWhoseRecordCannotBeReadUntilItIsSeenAgain() {
        bed.volume(OLD_KERNEL);
        bed.vm(VM);
        bed.poison(Topics.VM_INVENTORY, "vm-1");
        bed.change(NEW_KERNEL);
        assertThat(bed.opened()).isEmpty();

        bed.vm(VM);

        assertThat(bed.opened()).hasSize(1);
    }

    @Test
    void shouldGoOnAfterARecordWithoutAKey() {
        bed.volume(OLD_KERNEL);
        bed.change(NEW_KERNEL);
        bed.poison(Topics.VM_INVENTORY, null);
        bed.poison(Topics.CHANGES, "debian-12");
        bed.vm(VM);

        assertThat(bed.opened()).hasSize(1);
    }

    @Test
    void shouldNotRequireOnARetiredHostUntilItIsDeclaredAgain() {
        bed.volume(OLD_KERNEL);
        bed.host(Events.host("host-1", HostEventType.RETIRED));
        bed.change(NEW_KERNEL);
        bed.vm(VM);
        assertThat(bed.opened()).isEmpty();

        bed.host(Events.host("host-1", HostEventType.DECLARED));
        bed.vm(VM);

        assertThat(bed.opened()).hasSize(1);
    }

    @Test
    void shouldNotMatchAVolumeThatWasReclaimed() {
        bed.volume(OLD_KERNEL);
        bed.vm(VM);
        bed.volume(Events.volumeEvent(VolumeEventType.RECLAIMED, STORE, "kernel", PortionKind.KERNEL, "1"));
        bed.change(NEW_KERNEL);

        assertThat(bed.opened()).isEmpty();
    }

    @Test
    void shouldNotMatchAVolumeWhoseKindDoesNotFitTheSlot() {
        bed.volume(Events.adopted(STORE, "kernel", PortionKind.LAYER, "1"));
        bed.vm(VM);
        bed.change(Events.change("change-2", Events.portion("kernel", PortionKind.LAYER, "2")));

        assertThat(bed.opened()).isEmpty();
    }

    @Test
    void shouldFinishTheFanOutWhenNothingMatched() {
        bed.change(NEW_KERNEL);
        bed.tick();

        assertThat(bed.finished()).singleElement().satisfies(event -> {
            assertThat(event.getType()).isEqualTo(RolloutEventType.FAN_OUT_FINISHED);
            assertThat(event.getChangeId()).isEqualTo("change-2");
            assertThat(event.getPartition()).isZero();
            assertThat(event.getPartitions()).isEqualTo(1);
            assertThat(event.getMatched()).isZero();
        });
    }

    @Test
    void shouldNotSayAgainAfterAReplayThatTheFanOutHasFinished(@TempDir Path fresh) {
        // given a log that says so
        bed.change(NEW_KERNEL);
        bed.tick();
        RolloutEvent recorded = bed.finished().get(0);

        try (MatchTestBed again = new MatchTestBed(fresh)) {
            // when it is replayed
            again.replayOver(false);
            again.change(NEW_KERNEL);
            again.rollout(recorded);
            again.tick();
            again.replayOver(true);
            again.tick();

            // then nothing of it is said
            assertThat(again.finished()).isEmpty();
        }
    }

    @Test
    void shouldSayThatTheFanOutHasFinishedWhateverOtherPartitionsSaid() {
        bed.rollout(RolloutEvent.newBuilder()
                .setChangeId("change-2")
                .setType(RolloutEventType.FAN_OUT_FINISHED)
                .setPartition(1)
                .setPartitions(2)
                .setOccurredAt(Events.TIME)
                .build());

        bed.change(NEW_KERNEL);
        bed.tick();

        assertThat(bed.finished()).hasSize(1);
    }

    @Test
    void shouldForgetAVmThatIsNowhereWhenItsUpdatesHaveEnded() {
        bed.volume(OLD_KERNEL);
        bed.vm(VM);
        bed.change(NEW_KERNEL);
        UpdateEvent update = bed.opened().get(0);

        bed.vm(Events.gone("vm-1", "host-1"));
        assertThat(bed.knows("vm-1")).isTrue();
        bed.moved(update, UpdatePhase.NOT_NEEDED);

        assertThat(bed.knows("vm-1")).isFalse();
    }

    @Test
    void shouldRememberInAReplayHowAnUpdateEndedWhoseVmItHasNotReadYet(@TempDir Path fresh) {
        // given a log in which an update ended, and its VM was not seen since
        bed.volume(OLD_KERNEL);
        bed.vm(VM);
        bed.change(NEW_KERNEL);
        UpdateEvent update = bed.opened().get(0);
        bed.moved(update, UpdatePhase.WITHDRAWN);
        assertThat(bed.opened()).isEmpty();

        try (MatchTestBed again = new MatchTestBed(fresh)) {
            // when a replay reads the updates first
            again.replayOver(false);
            again.backTo(Events.TIME.plusSeconds(60));
            again.moved(update, UpdatePhase.WITHDRAWN);
            again.backTo(Events.TIME);
            again.volume(OLD_KERNEL);
            again.vm(VM);
            again.change(NEW_KERNEL);
            again.replayOver(true);

            // then it opens nothing that was not open
            assertThat(again.opened()).isEmpty();
        }
    }
}
