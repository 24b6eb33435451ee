package io.slackwater.integration.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.slackwater.integration.log.EventLog;
import io.slackwater.integration.log.Progress;
import io.slackwater.integration.offer.ChangeOffer;
import io.slackwater.integration.offer.OfferedPortion;
import io.slackwater.integration.operator.Operator;
import io.slackwater.integration.relay.Procedure;
import io.slackwater.integration.relay.Speaker;
import io.slackwater.integration.relay.Spot;
import io.slackwater.lab.ProgramRun;
import io.slackwater.schemas.Blocker;
import io.slackwater.schemas.BlockerCode;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostStore;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.standalone.services.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Old volumes in a directory that two hosts share, all of them replaced by one change and adopted by a person: each stays, for the reason
 * that is named, as long as something needs it, and is freed when nothing does any more.
 */
@ExtendWith(OnRealHosts.class)
class KeptVolumesTest {

    private static final String SYSTEM = "hard";
    private static final String BASE = "hard/base";
    private static final String OTHER = "other.qcow2";
    private static final String UNCONFIRMED = volume("unconfirmed");
    private static final String HOST_DOWN = volume("host-down");
    private static final String BEFORE_LOOK = volume("defined-before-look");
    private static final String AT_DELETE = volume("defined-at-delete");
    private static final Map<String, String> SETTINGS = Map.of(
            "slackwater.inventory.watch.resync-interval",
            "2s",
            "slackwater.inventory.watch.longest-pause",
            "1s",
            "slackwater.reclaimer.shortest-retry",
            "1s",
            "slackwater.reclaimer.longest-retry",
            "2s");

    @TempDir
    private Path directory;

    private RealFleet fleet;
    private RealHost first;
    private RealHost second;
    private EventLog log;
    private Progress progress;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        fleet = RealFleet.ofTwoHostsOnOnePool(SYSTEM, SETTINGS);
        first = fleet.hosts().get(0);
        second = fleet.hosts().get(1);
        fleet.declareSecond();
        log = fleet.platform().openLog();
        progress = new Progress(log);
    }

    @AfterEach
    void stop() throws IOException {
        if (fleet != null) {
            log.close();
            fleet.close();
        }
    }

    @TestFactory
    Stream<DynamicNode> shouldKeepEachVolumeByItsNamedBlockerAndFreeItOnceTheCauseIsGone() throws Exception {
        // given volumes with the old image, each needed in a way of its own, or by nobody, and a newer image
        Path old = image("1");
        OfferedPortion newer = OfferedPortion.qcow2(BASE, "2", Files.readAllBytes(image("2")));
        prepare(old);
        offer(OfferedPortion.qcow2(BASE, "1", Files.readAllBytes(old)));
        offer(newer);

        // when they are adopted, first of all one that is in use: nobody knows yet that the second host has the store
        // too
        adopt(volume(HardCase.OVERLAY.vm()));
        awaitShared();
        for (HardCase hardCase : EnumSet.complementOf(EnumSet.of(HardCase.OVERLAY))) {
            adopt(volume(hardCase.vm()));
        }
        List.of(UNCONFIRMED, BEFORE_LOOK, AT_DELETE).forEach(this::adopt);

        // then
        return Stream.of(
                dynamicTest("in a directory that hosts share and nobody confirmed", this::inUnconfirmedStore),
                dynamicContainer("kept", each(this::assertKept)),
                dynamicTest("defined between the decision and the last look", this::definedBeforeLook),
                dynamicTest("defined in the instant of the delete", () -> definedAtDelete(old)),
                dynamicTest("on a host that is down", this::onHostThatIsDown),
                dynamicTest("used by what was started from a file and has stopped", this::usedByVanishedVm),
                dynamicContainer("cause ended", each(this::end)),
                dynamicContainer("freed", each(this::assertFreed)),
                dynamicTest("nothing else is gone", () -> assertThat(first.volumes())
                        .hasSize(4)
                        .contains(OTHER, newer.volume(), "slackwater-store:" + first.name() + ":images")
                        .anyMatch(volume -> volume.startsWith("slackwater-count:"))));
    }

    private void inUnconfirmedStore() throws Exception {
        progress.awaitKept(first.store(), UNCONFIRMED, BlockerCode.SHARED_STORE_UNCONFIRMED);
        assertThat(first.has(UNCONFIRMED)).isTrue();

        first.relay()
                .at(
                        Spot.of(Procedure.POOLS_LIST, Spot.Part.ASKED, "").by(Speaker.RECLAIMER),
                        this::defineBetweenDecisionAndLook);
        first.relay()
                .at(Spot.of(Procedure.VOLUME_DELETE, Spot.Part.ASKED, AT_DELETE), () -> defineOnSecondHost(AT_DELETE));
        Operator.confirm(reclaimer(), first.store(), List.of(first.name(), second.name()));
        progress.awaitReclaimed(first.store(), UNCONFIRMED);
        assertThat(first.has(UNCONFIRMED)).isFalse();
    }

    private void assertKept(HardCase hardCase) {
        String volume = volume(hardCase.vm());
        progress.awaitKept(first.store(), volume, hardCase.blocker());
        assertThat(first.has(volume)).isTrue();
    }

    private void definedBeforeLook() {
        progress.awaitKept(first.store(), BEFORE_LOOK, BlockerCode.USED_BY_VM);
        assertThat(first.has(BEFORE_LOOK)).isTrue();
        assertThat(told(BEFORE_LOOK))
                .extracting(VolumeEvent::getType)
                .containsSubsequence(VolumeEventType.RETIRING, VolumeEventType.REFUSED);

        undefineOnSecondHost(BEFORE_LOOK);
        progress.awaitReclaimed(first.store(), BEFORE_LOOK);
        assertThat(first.has(BEFORE_LOOK)).isFalse();
    }

    private void definedAtDelete(Path old) throws IOException {
        Progress.patiently().untilAsserted(() -> assertThat(told(AT_DELETE))
                .extracting(VolumeEvent::getType)
                .containsSubsequence(VolumeEventType.RECLAIMED, VolumeEventType.REFUSED, VolumeEventType.STAGED));
        assertThat(told(AT_DELETE))
                .filteredOn(event -> event.getType() == VolumeEventType.REFUSED)
                .last()
                .satisfies(loud -> assertThat(loud.getBlockers())
                        .extracting(Blocker::getCode)
                        .containsExactly(BlockerCode.USED_BY_VM));
        assertThat(Files.mismatch(first.pool().resolve(AT_DELETE), old))
                .as("the first byte that is not what the VM was defined for")
                .isEqualTo(-1);

        undefineOnSecondHost(AT_DELETE);
        Progress.patiently().untilAsserted(() -> assertThat(told(AT_DELETE))
                .filteredOn(event -> event.getType() == VolumeEventType.RECLAIMED)
                .hasSize(2));
        assertThat(first.has(AT_DELETE)).isFalse();
    }

    private void onHostThatIsDown() {
        second.daemon().kill();
        adopt(HOST_DOWN);
        progress.awaitKept(first.store(), HOST_DOWN, BlockerCode.HOST_UNREACHABLE);
        assertThat(first.has(HOST_DOWN)).isTrue();

        second.daemon().restart();
        progress.awaitReclaimed(first.store(), HOST_DOWN);
        assertThat(first.has(HOST_DOWN)).isFalse();
    }

    private void usedByVanishedVm() {
        String volume = volume(HardCase.TRANSIENT.vm());
        vm(HardCase.TRANSIENT).destroy();
        progress.awaitKept(first.store(), volume, BlockerCode.LAST_USED_BY_VANISHED_VM);
        assertThat(first.has(volume)).isTrue();
    }

    private void end(HardCase hardCase) throws Exception {
        assertThat(first.has(volume(hardCase.vm()))).isTrue();
        hardCase.end(vm(hardCase));
    }

    private void assertFreed(HardCase hardCase) {
        String volume = volume(hardCase.vm());
        progress.awaitReclaimed(first.store(), volume);
        assertThat(first.has(volume)).isFalse();
    }

    /** What is done with each case. */
    private interface Step {
        void of(HardCase hardCase) throws Exception;
    }

    private static Stream<DynamicTest> each(Step step) {
        return Arrays.stream(HardCase.values()).map(hardCase -> dynamicTest(hardCase.vm(), () -> step.of(hardCase)));
    }

    private void prepare(Path old) throws Exception {
        first.guests().upload(RealHost.POOL, OTHER, old);
        for (String volume : List.of(UNCONFIRMED, HOST_DOWN, BEFORE_LOOK, AT_DELETE)) {
            first.guests().upload(RealHost.POOL, volume, old);
        }
        for (HardCase hardCase : HardCase.values()) {
            first.guests().upload(RealHost.POOL, volume(hardCase.vm()), old);
            hardCase.begin(vm(hardCase));
        }
    }

    private void offer(OfferedPortion portion) throws IOException, InterruptedException {
        new ChangeOffer(fleet.platform().addressOf(Service.PATCH_INGEST)).post(SYSTEM, portion);
    }

    /** As soon as the reclaimer has heard of the change that brought what the volume holds. */
    private void adopt(String volume) {
        Progress.patiently().untilAsserted(() -> Operator.adopt(reclaimer(), first.store(), volume, BASE + "@1"));
    }

    /** Waits until the second host, too, was seen to have the store, whose marker the first adoption has made. */
    private void awaitShared() {
        Progress.patiently().untilAsserted(() -> assertThat(log.of(HostEvent.class))
                .filteredOn(event -> event.getHostId().equals(second.name()))
                .last()
                .satisfies(seen -> assertThat(seen.getStores())
                        .extracting(HostStore::getStore)
                        .containsExactly(first.store())));
    }

    /** Whichever volume the first look is for: all others wait behind it. */
    private void defineBetweenDecisionAndLook() {
        Progress.patiently().pollInterval(Duration.ofMillis(5)).untilAsserted(() -> assertThat(told(BEFORE_LOOK))
                .extracting(VolumeEvent::getType)
                .contains(VolumeEventType.RETIRING));
        defineOnSecondHost(BEFORE_LOOK);
    }

    private void defineOnSecondHost(String volume) {
        try {
            new OwnedVm(second, volume, volume, OTHER).define();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void undefineOnSecondHost(String volume) {
        new OwnedVm(second, volume, volume, OTHER).undefine();
    }

    private OwnedVm vm(HardCase hardCase) {
        RealHost host = hardCase == HardCase.ON_THE_SECOND_HOST ? second : first;
        return new OwnedVm(host, hardCase.vm(), volume(hardCase.vm()), OTHER);
    }

    private List<VolumeEvent> told(String volume) {
        return log.of(VolumeEvent.class).stream()
                .filter(event -> event.getVolume().getVolume().equals(volume))
                .toList();
    }

    private URI reclaimer() {
        return fleet.platform().addressOf(Service.STORAGE_RECLAIMER);
    }

    /** Makes an image that is unlike that of any other version. */
    private Path image(String version) {
        Path image = directory.resolve(version + ".qcow2");
        List<String> command = List.of("qemu-img", "create", "-q", "-f", "qcow2", image.toString(), version + "M");
        ProgramRun.of(Duration.ofMinutes(1), command).orFail(String.join(" ", command));
        return image;
    }

    /** The name of a volume that looks as if it had the old version. */
    private static String volume(String name) {
        return "hard.base-1-" + name + ".qcow2";
    }
}
