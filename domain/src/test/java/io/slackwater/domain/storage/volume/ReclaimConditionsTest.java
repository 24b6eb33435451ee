package io.slackwater.domain.storage.volume;

import static io.slackwater.domain.storage.volume.Sample.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.host.StoreHost;
import io.slackwater.domain.storage.host.StoreHost.Contact;
import io.slackwater.domain.storage.host.StoreHost.Mode;
import io.slackwater.domain.storage.host.StoreHosts;
import io.slackwater.domain.storage.host.StoreMarkerState;
import io.slackwater.domain.storage.model.UpdateMove.Direction;
import io.slackwater.domain.storage.model.UpdateMove.Status;
import io.slackwater.domain.volume.VolumeRef;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReclaimConditionsTest {

    @Test
    void shouldFindNothingAgainstVolumeThatNothingNeeds() {
        assertThat(ReclaimConditions.againstDue(Sample.superseded(), Sample.situation()))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"OPEN", "ROLLED_BACK"})
    void shouldHoldForUpdateAwayThatIsNotCompleted(Status status) {
        Volume volume = Sample.counted(Sample.adopted(), Sample.move("u1", Direction.AWAY, status));

        assertThat(ReclaimConditions.updatesCompleted(volume, Sample.situation()))
                .singleElement()
                .satisfies(blocker -> assertThat(blocker.code()).isEqualTo(BlockerCode.UPDATES_OUTSTANDING))
                .satisfies(blocker -> assertThat(blocker.subject()).isEqualTo("c1"))
                .satisfies(blocker -> assertThat(blocker.since()).isEqualTo(NOW));
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"COMPLETED", "NOT_NEEDED", "MOVED_ON"})
    void shouldNotHoldForUpdateAwayThatIsCompleted(Status status) {
        Volume volume = Sample.counted(Sample.adopted(), Sample.move("u1", Direction.AWAY, status));

        assertThat(ReclaimConditions.updatesCompleted(volume, Sample.situation()))
                .isEmpty();
    }

    @Test
    void shouldHoldUntilEveryPartitionHasFinishedTheFanOut() {
        VolumeDecisionContext context =
                new VolumeDecisionContext(Sample.hosts(), List.of(), Set.of("c1"), Set.of(), 0, NOW);

        assertThat(ReclaimConditions.updatesCompleted(Sample.superseded(), context))
                .extracting(Blocker::code, Blocker::subject)
                .containsExactly(tuple(BlockerCode.FAN_OUT_UNFINISHED, "c1"));
    }

    @Test
    void shouldHoldOverlayThatIsStillTheRollbackTarget() {
        assertThat(ReclaimConditions.updatesCompleted(Sample.overlay(false), Sample.situation()))
                .extracting(Blocker::code)
                .containsExactly(BlockerCode.UPDATES_OUTSTANDING);
        assertThat(ReclaimConditions.updatesCompleted(Sample.overlay(true), Sample.situation()))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = BlockerCode.class,
            names = {
                "USED_BY_VM",
                "USED_BY_SNAPSHOT",
                "USED_BY_SAVED_STATE",
                "USED_BY_BACKING_CHAIN",
                "LAST_USED_BY_VANISHED_VM",
                "VM_UNKNOWN"
            })
    void shouldHoldForEveryReferenceInTheInventory(BlockerCode code) {
        VolumeDecisionContext context = Sample.with(Sample.blocker(code, "vm1"));

        assertThat(ReclaimConditions.unreferenced(context))
                .extracting(Blocker::code)
                .containsExactly(code);
        assertThat(ReclaimConditions.neededAgain(Sample.superseded(), context))
                .extracting(Blocker::code)
                .containsExactly(code);
    }

    @ParameterizedTest
    @MethodSource("hostsOutOfTouch")
    void shouldHoldWhenTheInventoryOfAHostIsNotWhole(StoreHosts hosts, BlockerCode code, String subject) {
        VolumeDecisionContext context = Sample.with(hosts);

        assertThat(ReclaimConditions.againstDue(Sample.superseded(), context))
                .extracting(Blocker::code, Blocker::subject)
                .containsExactly(tuple(code, subject));
        assertThat(ReclaimConditions.againstRetiring(Sample.superseded(), NOW, context, Sample.NO_GRACE))
                .extracting(Blocker::code)
                .contains(code);
    }

    static Stream<Arguments> hostsOutOfTouch() {
        return Stream.of(
                Arguments.of(contact(Contact.NOT_SYNCED, true), BlockerCode.HOST_NOT_SYNCED, "h1"),
                Arguments.of(contact(Contact.UNREACHABLE, true), BlockerCode.HOST_UNREACHABLE, "h1"),
                Arguments.of(contact(Contact.SYNCED, false), BlockerCode.HOST_UNREACHABLE, "h1"),
                Arguments.of(
                        new StoreHosts(
                                List.of(Sample.host("h1")),
                                List.of(),
                                List.of(),
                                List.of("h9"),
                                StoreMarkerState.READ_BY_ALL),
                        BlockerCode.HOST_NOT_SYNCED,
                        "h9"));
    }

    @ParameterizedTest
    @MethodSource("hostsThatForbidDeletes")
    void shouldNotDeleteWhereHostsForbidIt(StoreHosts hosts, BlockerCode code) {
        assertThat(ReclaimConditions.againstRetiring(Sample.superseded(), NOW, Sample.with(hosts), Sample.NO_GRACE))
                .extracting(Blocker::code)
                .containsExactly(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dir", "fs", "netfs"})
    void shouldDeleteFromPoolsOfFiles(String type) {
        VolumeDecisionContext context = Sample.with(poolType(type));

        assertThat(ReclaimConditions.againstRetiring(Sample.superseded(), NOW, context, Sample.NO_GRACE))
                .isEmpty();
    }

    static Stream<Arguments> hostsThatForbidDeletes() {
        return Stream.of(
                Arguments.of(mode(Mode.OBSERVE), BlockerCode.HOST_OBSERVE_ONLY),
                Arguments.of(mode(Mode.MAINTENANCE), BlockerCode.HOST_MAINTENANCE),
                Arguments.of(poolType("rbd"), BlockerCode.UNSUPPORTED_POOL),
                Arguments.of(poolType("logical"), BlockerCode.UNSUPPORTED_POOL),
                Arguments.of(
                        new StoreHosts(
                                List.of(Sample.host("h1"), Sample.host("h2")),
                                List.of(),
                                List.of(),
                                List.of(),
                                StoreMarkerState.READ_BY_ALL),
                        BlockerCode.SHARED_STORE_UNCONFIRMED),
                Arguments.of(
                        confirmed(List.of("h1"), Sample.host("h1"), Sample.host("h2")),
                        BlockerCode.SHARED_STORE_UNCONFIRMED),
                Arguments.of(confirmed(List.of("h1", "h2"), Sample.host("h1")), BlockerCode.SHARED_STORE_UNCONFIRMED),
                Arguments.of(
                        new StoreHosts(
                                List.of(Sample.host("h1")),
                                List.of("h2"),
                                List.of(),
                                List.of(),
                                StoreMarkerState.READ_BY_ALL),
                        BlockerCode.SHARED_STORE_UNCONFIRMED),
                Arguments.of(
                        new StoreHosts(List.of(), List.of(), List.of(), List.of(), StoreMarkerState.READ_BY_ALL),
                        BlockerCode.HOST_NOT_SYNCED));
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"OPEN"})
    void shouldHoldWhatAChangePins(Status status) {
        Volume volume = Sample.counted(Sample.superseded(), Sample.move("u2", Direction.TOWARD, status));

        assertThat(ReclaimConditions.unpinned(volume, Sample.situation()))
                .extracting(Blocker::code, Blocker::subject)
                .containsExactly(tuple(BlockerCode.PINNED, "c1"));
    }

    @Test
    void shouldAllowDeletesWhereAllSharingHostsAreConfirmed() {
        StoreHosts hosts = confirmed(List.of("h2", "h1"), Sample.host("h1"), Sample.host("h2"));

        assertThat(ReclaimConditions.againstRetiring(
                        Sample.superseded(),
                        NOW,
                        Sample.with(hosts),
                        new ReclaimRules(Duration.ZERO, 0, false, Sample.TIMES)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 0, false", "1, 0, true", "1, 1, false", "2, 1, true", "2, 2, false"})
    void shouldHoldTheVersionsThatWereNeededLast(int kept, int dueLater, boolean isHeld) {
        ReclaimRules rules = new ReclaimRules(Duration.ZERO, kept, false, Sample.TIMES);
        VolumeDecisionContext context =
                new VolumeDecisionContext(Sample.hosts(), List.of(), Set.of(), Set.of(), dueLater, NOW);

        assertThat(ReclaimConditions.versionsKept(Sample.superseded(), context, rules))
                .extracting(Blocker::code)
                .isEqualTo(isHeld ? List.of(BlockerCode.VERSIONS_KEPT) : List.of());
        assertThat(ReclaimConditions.versionsKept(Sample.overlay(true), context, rules))
                .isEmpty();
    }

    @Test
    void shouldHoldUntilTheGraceTimeIsOver() {
        Volume volume = Sample.superseded();

        assertThat(ReclaimConditions.graceOver(volume, NOW, Sample.RULES, NOW.plus(Sample.GRACE.minusMillis(1))))
                .extracting(Blocker::code)
                .containsExactly(BlockerCode.GRACE_TIME);
        assertThat(ReclaimConditions.graceOver(volume, NOW, Sample.RULES, NOW.plus(Sample.GRACE)))
                .isEmpty();
    }

    @Test
    void shouldGiveOverlayNoGraceTime() {
        assertThat(ReclaimConditions.graceOver(Sample.overlay(true), NOW, Sample.RULES, NOW))
                .isEmpty();
    }

    @Test
    void shouldHoldWhatNobodyOwns() {
        Volume stranger = Volume.unknown(new VolumeRef(Sample.STORE, "data.qcow2", ""));

        assertThat(ReclaimConditions.owned(stranger, Sample.situation()))
                .extracting(Blocker::code)
                .containsExactly(BlockerCode.NOT_OWNED);
        assertThat(ReclaimConditions.owned(Sample.adopted(), Sample.situation()))
                .isEmpty();
        assertThat(ReclaimConditions.owned(Sample.staged(), Sample.situation())).isEmpty();
        assertThat(ReclaimConditions.owned(Sample.overlay(true), Sample.situation()))
                .isEmpty();
    }

    private static StoreHosts contact(Contact contact, boolean poolActive) {
        StoreHost host = new StoreHost(
                "h1", "test:///h1", Mode.ACTIVE, contact, "default", "dir", poolActive, StoreHost.Marker.SHOWN);
        return new StoreHosts(List.of(host), List.of(), List.of(), List.of(), StoreMarkerState.READ_BY_ALL);
    }

    private static StoreHosts confirmed(List<String> confirmed, StoreHost... hosts) {
        return new StoreHosts(List.of(hosts), List.of(), confirmed, List.of(), StoreMarkerState.READ_BY_ALL);
    }

    private static StoreHosts mode(Mode mode) {
        StoreHost host =
                new StoreHost("h1", "test:///h1", mode, Contact.SYNCED, "default", "dir", true, StoreHost.Marker.SHOWN);
        return new StoreHosts(List.of(host), List.of(), List.of(), List.of(), StoreMarkerState.READ_BY_ALL);
    }

    private static StoreHosts poolType(String type) {
        StoreHost host = new StoreHost(
                "h1", "test:///h1", Mode.ACTIVE, Contact.SYNCED, "default", type, true, StoreHost.Marker.SHOWN);
        return new StoreHosts(List.of(host), List.of(), List.of(), List.of(), StoreMarkerState.READ_BY_ALL);
    }
}
