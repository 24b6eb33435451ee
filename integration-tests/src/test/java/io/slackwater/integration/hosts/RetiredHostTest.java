package io.slackwater.integration.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.integration.log.EventLog;
import io.slackwater.integration.log.Progress;
import io.slackwater.integration.offer.ChangeOffer;
import io.slackwater.integration.offer.OfferedPortion;
import io.slackwater.integration.operator.Operator;
import io.slackwater.lab.guest.GuestKernel;
import io.slackwater.schemas.BlockerCode;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.HostStore;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmEventType;
import io.slackwater.standalone.services.Service;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two hosts share a directory, and one of them is retired: because it is no more, or because it has another name by now. */
@ExtendWith(OnRealHosts.class)
class RetiredHostTest {

    private static final String SYSTEM = "vanished";
    private static final String RENAMED = "renamed";
    private static final Map<String, String> SETTINGS = Map.of(
            "slackwater.inventory.watch.resync-interval",
            "2s",
            "slackwater.inventory.watch.longest-pause",
            "1s",
            "slackwater.reclaimer.shortest-retry",
            "1s",
            "slackwater.reclaimer.longest-retry",
            "2s");

    private RealFleet fleet;
    private RealHost first;
    private RealHost second;
    private EventLog log;
    private Progress progress;
    private Path oldKernel;
    private Path initrd;

    @BeforeEach
    void start() throws Exception {
        fleet = RealFleet.ofTwoHostsOnOnePool("retired", SETTINGS);
        first = fleet.hosts().get(0);
        second = fleet.hosts().get(1);
        log = fleet.platform().openLog();
        progress = new Progress(log);
        awaitSharedBy(first.name());
        fleet.declareSecond();
        awaitSharedBy(second.name());
        GuestKernel older = fleet.kit().older();
        oldKernel = first.upload(SYSTEM, "kernel", older.release(), older.image());
        initrd = first.uploadInitramfs(SYSTEM, "1", List.of(older, fleet.kit().newer()));
    }

    @AfterEach
    void stop() throws IOException {
        if (fleet != null) {
            log.close();
            fleet.close();
        }
    }

    @Test
    void shouldKeepWhatAVmOfARetiredHostUsesUntilAPersonReleasesIt() throws Exception {
        // given a guest on each host, on one kernel in the shared directory
        String moved = first.define("moved", oldKernel, initrd);
        String left = second.define("left", oldKernel, initrd);
        second.guests().start("left");
        awaitSeenOn(first.name(), moved);
        awaitSeenOn(second.name(), left);
        offer();
        progress.awaitPhase(UpdatePhase.APPLIED, List.of(moved));
        progress.awaitBlocker(left, UpdatePhase.REQUIRED, BlockerCode.VM_RUNNING);

        // when the second host, where the guest still runs, is retired while nobody reaches it
        second.daemon().kill();
        assertThat(Operator.retire(inventory(), second.name()))
                .contains(left, "\"left\"", oldKernel.getFileName().toString());
        progress.awaitPhase(UpdatePhase.NOT_NEEDED, List.of(left));
        assertThat(first.boot("moved").kernelRelease())
                .isEqualTo(fleet.kit().newer().release());
        progress.awaitPhase(UpdatePhase.VERIFIED, List.of(moved));

        // then the old kernel stays for the guest that may still be there, until somebody says that it is not
        String volume = oldKernel.getFileName().toString();
        progress.awaitKept(first.store(), volume, BlockerCode.LAST_USED_BY_VANISHED_VM);
        assertThat(first.has(volume)).isTrue();
        Operator.forget(reclaimer(), first.store(), left);
        progress.awaitReclaimed(first.store(), volume);
        assertThat(first.has(volume)).isFalse();
    }

    @Test
    void shouldUpdateAVmWhoseHostWasRenamedAndFreeWhatItLeft() throws Exception {
        // given a host that was declared under a new name too
        String vm = second.define("renamed-guest", oldKernel, initrd);
        awaitSeenOn(second.name(), vm);
        Operator.declare(inventory(), RENAMED, second.uri());
        Progress.patiently().untilAsserted(() -> assertThat(log.of(HostEvent.class))
                .anyMatch(event -> event.getHostId().equals(RENAMED) && event.getType() == HostEventType.UNREACHABLE));

        // when its old name is retired
        Operator.retire(inventory(), second.name());

        // then the new one is watched
        awaitSeenOn(RENAMED, vm);
        offer();
        progress.awaitPhase(UpdatePhase.APPLIED, List.of(vm));
        assertThat(second.boot("renamed-guest").kernelRelease())
                .isEqualTo(fleet.kit().newer().release());
        progress.awaitPhase(UpdatePhase.VERIFIED, List.of(vm));
        Operator.confirm(reclaimer(), first.store(), List.of(first.name(), RENAMED));
        progress.awaitReclaimed(first.store(), oldKernel.getFileName().toString());
    }

    private void offer() throws IOException, InterruptedException {
        GuestKernel newer = fleet.kit().newer();
        new ChangeOffer(fleet.platform().addressOf(Service.PATCH_INGEST))
                .post(
                        SYSTEM,
                        OfferedPortion.kernel("vanished/kernel", newer.release(), Files.readAllBytes(newer.image())));
    }

    private void awaitSeenOn(String host, String vm) {
        Progress.patiently().untilAsserted(() -> assertThat(log.of(VmEvent.class))
                .anyMatch(event -> event.getType() == VmEventType.OBSERVED
                        && event.getVmId().equals(vm)
                        && event.getHostId().equals(host)));
    }

    /** Waits until a host, too, was seen to have the first one's store, by its marker. */
    private void awaitSharedBy(String host) {
        Progress.patiently().untilAsserted(() -> assertThat(log.of(HostEvent.class))
                .filteredOn(event -> event.getHostId().equals(host))
                .last()
                .satisfies(seen -> assertThat(seen.getStores())
                        .extracting(HostStore::getStore)
                        .containsExactly(first.store())));
    }

    private URI inventory() {
        return fleet.platform().addressOf(Service.VM_INVENTORY);
    }

    private URI reclaimer() {
        return fleet.platform().addressOf(Service.STORAGE_RECLAIMER);
    }
}
