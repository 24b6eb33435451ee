package io.slackwater.integration.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.slackwater.integration.log.EventLog;
import io.slackwater.integration.log.Progress;
import io.slackwater.integration.offer.ChangeOffer;
import io.slackwater.integration.offer.OfferedPortion;
import io.slackwater.integration.operator.Operator;
import io.slackwater.lab.ProgramRun;
import io.slackwater.lab.guest.GuestKernel;
import io.slackwater.schemas.BlockerCode;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostStore;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.standalone.services.Service;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two hosts have one directory. Both kernels were in it before Slackwater came, and an adoption rule names them, so that nothing is ever
 * staged or adopted there. A VM of the first host moves to the newer kernel; one of the second, which is declared later, still runs the older.
 * The older one stays for a reason that is named, whatever becomes of the marker, the hosts and the directory, and is freed in the end.
 */
@ExtendWith(OnRealHosts.class)
class SharedDirectoryTest {

    private static final String SYSTEM = "shared";
    private static final String FIRST_VM = "shared-first";
    private static final String SECOND_VM = "shared-second";
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
    private GuestKernel newer;
    private String old;
    private String secondVm;

    @BeforeEach
    void start() {
        fleet = RealFleet.ofTwoHostsOnOnePool(SYSTEM, SETTINGS);
        first = fleet.hosts().get(0);
        second = fleet.hosts().get(1);
        log = fleet.platform().openLog();
        progress = new Progress(log);
        newer = fleet.kit().newer();
    }

    @AfterEach
    void stop() throws IOException {
        if (fleet != null) {
            log.close();
            fleet.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> shouldKeepWhatTheOtherHostUses() {
        return Stream.of(
                dynamicTest("used on the host that was declared later", this::usedOnTheSecondHost),
                dynamicTest("the marker is deleted", this::markerDeleted),
                dynamicTest("the second host is away", this::secondHostAway),
                dynamicTest("nobody said who shares the store", this::unconfirmed),
                dynamicTest("the second host has a copy with the marker", this::copied),
                dynamicTest("every cause is gone", this::freed));
    }

    private void usedOnTheSecondHost() throws Exception {
        GuestKernel older = fleet.kit().older();
        Path kernel = first.upload(SYSTEM, "kernel", older.release(), older.image());
        first.upload(SYSTEM, "kernel", newer.release(), newer.image());
        Path initrd = first.uploadInitramfs(SYSTEM, "1", List.of(older, newer));
        old = RealHost.volumeName(SYSTEM, "kernel", older.release());
        String firstVm = first.define(FIRST_VM, kernel, initrd);
        second.daemon().virsh().run("pool-refresh", RealHost.POOL);
        secondVm = second.define(SECOND_VM, kernel, initrd);
        second.boot(SECOND_VM);
        progress.awaitSeen(firstVm);

        fleet.declareSecond();
        awaitStoreOfSecond(first.store());
        progress.awaitSeen(secondVm);
        new ChangeOffer(fleet.platform().addressOf(Service.PATCH_INGEST))
                .post(
                        SYSTEM,
                        OfferedPortion.kernel("shared/kernel", newer.release(), Files.readAllBytes(newer.image())));
        move(first, FIRST_VM, firstVm);

        assertKeptFor(BlockerCode.USED_BY_VM);
    }

    private void markerDeleted() {
        first.daemon().virsh().run("vol-delete", "--pool", RealHost.POOL, marker());
        assertKeptFor(BlockerCode.STORE_UNMARKED);

        second.shutDown(SECOND_VM);
        first.daemon().virsh().run("vol-create-as", RealHost.POOL, marker(), "512");
        awaitStoreOfSecond(first.store());
    }

    private void secondHostAway() {
        second.daemon().kill();
        assertKeptFor(BlockerCode.HOST_UNREACHABLE);
        second.daemon().restart();
    }

    private void unconfirmed() {
        move(second, SECOND_VM, secondVm);
        assertKeptFor(BlockerCode.SHARED_STORE_UNCONFIRMED);
    }

    private void copied() throws Exception {
        Path copy = Files.createTempDirectory("slackwater-copy-");
        String from = first.pool() + "/.";
        ProgramRun.of(Duration.ofMinutes(1), List.of("cp", "-a", from, copy.toString()))
                .orFail("cp");
        secondHasPoolAt(copy);
        Operator.confirm(reclaimer(), first.store(), List.of(first.name(), second.name()));

        assertKeptFor(BlockerCode.MARKER_AMBIGUOUS);
        assertThat(copy.resolve(old)).exists();

        secondHasPoolAt(first.pool());
        ProgramRun.of(Duration.ofMinutes(1), List.of("rm", "-r", copy.toString()))
                .orFail("rm");
    }

    private void freed() {
        progress.awaitReclaimed(first.store(), old);
        assertThat(first.has(old)).isFalse();
        assertThat(first.volumes()).noneMatch(name -> name.startsWith("slackwater-probe:"));
    }

    private void move(RealHost host, String guest, String vm) {
        progress.awaitPhase(UpdatePhase.APPLIED, List.of(vm));
        assertThat(host.boot(guest).kernelRelease()).isEqualTo(newer.release());
        progress.awaitPhase(UpdatePhase.VERIFIED, List.of(vm));
    }

    private void assertKeptFor(BlockerCode reason) {
        progress.awaitKept(first.store(), old, reason);
        assertThat(first.has(old)).isTrue();
    }

    private void awaitStoreOfSecond(String store) {
        Progress.patiently().untilAsserted(() -> assertThat(log.of(HostEvent.class))
                .filteredOn(event -> event.getHostId().equals(second.name()))
                .last()
                .satisfies(seen -> assertThat(seen.getStores())
                        .extracting(HostStore::getStore, HostStore::getMarked)
                        .containsExactly(tuple(store, true))));
    }

    private void secondHasPoolAt(Path directory) {
        second.daemon().virsh().run("pool-destroy", RealHost.POOL);
        second.daemon().virsh().run("pool-undefine", RealHost.POOL);
        second.guests().createPool(RealHost.POOL, directory);
    }

    private String marker() {
        return "slackwater-store:" + first.name() + ":" + RealHost.POOL;
    }

    private URI reclaimer() {
        return fleet.platform().addressOf(Service.STORAGE_RECLAIMER);
    }
}
