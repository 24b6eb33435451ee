package io.slackwater.worker.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.Volume;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.ListedReferenceKind;
import io.slackwater.schemas.StoreVolume;
import io.slackwater.schemas.StoreVolumeType;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.worker.watch.adoption.AdoptionReporter;
import io.slackwater.worker.watch.volumes.PublishedVolumes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VolumeWatchTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final String HOST = "host-1";
    private static final String LISTING = HOST + "/default";

    private final FixedHost host = new FixedHost();
    private final PublishedRecords published = new PublishedRecords();
    private final Map<String, StoreVolume> log = new LinkedHashMap<>();
    private HostWatcher watcher = watcher(Duration.ZERO);

    @BeforeEach
    void fillHost() {
        host.addVolume("base");
        host.addOverlay("overlay", "base");
    }

    @Test
    void shouldTellWhatAPoolListsBetweenAnUnfinishedAndAWholeListing() throws HypervisorException {
        watcher.connected(host);

        assertThat(told())
                .extracting(StoreVolume::getType, StoreVolume::getVolume, StoreVolume::getWhole)
                .containsExactly(
                        tuple(StoreVolumeType.LISTING, "", false),
                        tuple(StoreVolumeType.VOLUME, "base", false),
                        tuple(StoreVolumeType.VOLUME, "overlay", false),
                        tuple(StoreVolumeType.LISTING, "", true));
        assertThat(log.get(LISTING).getVolumes()).isEqualTo(2);
        StoreVolume overlay = log.get(LISTING + "/overlay");
        assertThat(overlay.getStore()).isEqualTo("host-1/default");
        assertThat(overlay.getFormat()).isEqualTo("qcow2");
        assertThat(overlay.getBackingPath()).contains(FixedHost.POOL_PATH + "/base");
        assertThat(overlay.getReferences()).singleElement().satisfies(reference -> {
            assertThat(reference.getKind()).isEqualTo(ListedReferenceKind.BACKING);
            assertThat(reference.getCertain()).isTrue();
            assertThat(reference.getVolume().getStore()).isEqualTo("host-1/default");
            assertThat(reference.getVolume().getVolume()).isEqualTo("base");
        });
        assertThat(overlay.getUnresolved()).isEmpty();
    }

    @Test
    void shouldTellTheListingBeforeTheHostCountsAsSynced() throws HypervisorException {
        watcher.connected(host);

        List<Publication<?>> all = published.all();
        assertThat(all.get(all.size() - 1).value()).get().isInstanceOfSatisfying(HostEvent.class, event -> assertThat(
                        event.getType().name())
                .isEqualTo("SYNCED"));
        assertThat(all.get(all.size() - 2).key()).isEqualTo(LISTING);
    }

    @Test
    void shouldWriteNothingButTheListingWhereNothingChanged() throws HypervisorException {
        watcher.connected(host);
        published.clear();

        watcher.resync(host);
        restartLater(Duration.ofHours(1));
        watcher.connected(host);

        assertThat(told())
                .extracting(StoreVolume::getType, StoreVolume::getWhole, StoreVolume::getObservedAt)
                .containsExactly(
                        tuple(StoreVolumeType.LISTING, true, NOW),
                        tuple(StoreVolumeType.LISTING, true, NOW.plus(Duration.ofHours(1))));
        assertThat(log.get(LISTING).getFirstListedAt()).isEqualTo(NOW);
    }

    @Test
    void shouldWriteOnlyWhatChangedOfTenThousandFiles() throws HypervisorException {
        for (int number = 0; number < 10_000; number++) {
            host.addVolume("file-" + number);
        }
        watcher.connected(host);
        assertThat(told()).hasSize(10_004);
        published.clear();
        replace("file-7", new Volume("file-7", FixedHost.POOL_PATH + "/file-7", "raw", 200, 100, Optional.empty()));
        host.volumes.removeIf(volume -> volume.name().equals("file-8"));
        restartLater(Duration.ofHours(1));

        watcher.connected(host);

        assertThat(told())
                .extracting(StoreVolume::getVolume, StoreVolume::getCapacityBytes)
                .containsExactly(tuple("", 0L), tuple("file-7", 200L), tuple("", 0L));
        assertThat(published.deleted()).containsExactly(LISTING + "/file-8");
        assertThat(log.get(LISTING + "/file-7").getFirstListedAt()).isEqualTo(NOW);
    }

    @Test
    void shouldTellOfAGrowingImageOnceItHasGrownBySixteenthAndAMebibyte() throws HypervisorException {
        long mebibyte = 1L << 20;
        allocate("base", 100 * mebibyte);
        watcher.connected(host);
        published.clear();

        allocate("base", 106 * mebibyte);
        watcher.resync(host);
        assertThat(told()).extracting(StoreVolume::getType).containsExactly(StoreVolumeType.LISTING);

        allocate("base", 107 * mebibyte);
        watcher.resync(host);
        assertThat(log.get(LISTING + "/base").getAllocationBytes()).isEqualTo(107 * mebibyte);
    }

    @Test
    void shouldKeepTheVolumesOfAPoolThatCannotBeAsked() throws HypervisorException {
        watcher.connected(host);
        published.clear();
        host.isPoolActive = false;

        watcher.resync(host);

        assertThat(told()).singleElement().satisfies(listing -> {
            assertThat(listing.getType()).isEqualTo(StoreVolumeType.LISTING);
            assertThat(listing.getActive()).isFalse();
            assertThat(listing.getWhole()).isFalse();
            assertThat(listing.getVolumes()).isEqualTo(2);
        });
        assertThat(published.deleted()).isEmpty();
    }

    @Test
    void shouldTakeNoVolumeForGoneThatAListingWhichIsNotWholeDoesNotHave() throws HypervisorException {
        watcher.connected(host);
        published.clear();
        host.isListingWhole = false;
        host.volumes.removeIf(volume -> volume.name().equals("overlay"));

        watcher.resync(host);

        assertThat(published.deleted()).isEmpty();
        assertThat(log.get(LISTING).getWhole()).isFalse();
        assertThat(log.get(LISTING).getUnclear()).isNotEmpty();
        host.isListingWhole = true;
        watcher.resync(host);
        assertThat(published.deleted()).containsExactly(LISTING + "/overlay");
        assertThat(log.get(LISTING).getWhole()).isTrue();
    }

    @Test
    void shouldTellAgainWhatCouldNotBePublished() throws HypervisorException {
        published.refuse(true);
        assertThatThrownBy(() -> watcher.connected(host)).isInstanceOf(Publisher.PublishFailedException.class);
        published.refuse(false);

        watcher.connected(host);

        assertThat(told()).hasSize(4);
    }

    @Test
    void shouldDeleteWhatARetiredHostListed() throws HypervisorException {
        PublishedVms vms = new PublishedVms(HOST);
        HostWatcher retired = watcher(vms, Duration.ZERO);
        retired.connected(host);

        vms.retire(published, NOW);

        assertThat(published.deleted()).containsExactly(LISTING, LISTING + "/base", LISTING + "/overlay");
        assertThat(vms.isEmpty()).isTrue();
    }

    @Test
    void shouldReadAHeaderAgainOnlyWhereTheFileChanged() throws HypervisorException {
        stamp("overlay", "1");
        watcher.connected(host);
        watcher.resync(host);
        assertThat(host.headersRead).hasSize(1);

        restartLater(Duration.ofHours(1));
        watcher.connected(host);
        assertThat(host.headersRead).hasSize(1);

        stamp("overlay", "2");
        watcher.resync(host);
        assertThat(host.headersRead).hasSize(2);
    }

    @Test
    void shouldReadABoundedNumberOfHeadersAndReadOnAtTheNextSyncs() throws HypervisorException {
        for (int number = 0; number < 450; number++) {
            host.addOverlay("overlay-" + number, "base");
            stamp("overlay-" + number, "1");
        }
        stamp("overlay", "1");

        watcher.connected(host);
        assertThat(host.headersRead).hasSize(200);
        assertThat(unread()).hasSize(251);
        assertThat(log.get(LISTING).getWhole()).isTrue();
        assertThat(watcher.isResyncDue()).isTrue();

        watcher.resync(host);
        assertThat(host.headersRead).hasSize(400);
        assertThat(unread()).hasSize(51);

        watcher.resync(host);
        assertThat(host.headersRead).hasSize(451);
        assertThat(unread()).isEmpty();
        assertThat(watcher.isResyncDue()).isFalse();
    }

    @Test
    void shouldReadInTurnTheHeadersOfFilesOfWhichTheHostTellsNoTime() throws HypervisorException {
        for (int number = 0; number < 300; number++) {
            host.addOverlay("overlay-" + number, "base");
        }
        watcher.connected(host);
        watcher.resync(host);
        assertThat(unread()).isEmpty();
        assertThat(watcher.isResyncDue()).isFalse();
        host.headersRead.clear();

        watcher.resync(host);
        watcher.resync(host);

        assertThat(host.headersRead).hasSize(400);
        assertThat(Set.copyOf(host.headersRead)).hasSize(301);
        assertThat(unread()).isEmpty();
    }

    @Test
    void shouldGoOnWithTheHeadersThatWereNotReadBeforeARestart() throws HypervisorException {
        for (int number = 0; number < 250; number++) {
            host.addOverlay("overlay-" + number, "base");
            stamp("overlay-" + number, "1");
        }
        stamp("overlay", "1");
        watcher.connected(host);
        assertThat(unread()).hasSize(51);

        restartLater(Duration.ofHours(1));
        watcher.connected(host);

        assertThat(host.headersRead).hasSize(251);
        assertThat(unread()).isEmpty();
    }

    @Test
    void shouldTellThatAVmNamesAPathThatNobodyCanTell() throws HypervisorException {
        host.put(FixedHost.defined(
                1,
                "<domain><name>vm-1</name><uuid>%s</uuid><devices><disk type='file'><driver type='qcow2'/><source file='/srv/link.qcow2'/><target dev='vda'/></disk></devices></domain>"
                        .formatted(FixedHost.id(1))));
        host.put(FixedHost.domain(2, "base"));

        watcher.connected(host);

        List<io.slackwater.schemas.VmEvent> events = published.of(io.slackwater.schemas.VmEvent.class);
        assertThat(events.get(0).getUnresolved()).singleElement().satisfies(unresolved -> {
            assertThat(unresolved.getPlace()).isEqualTo("definition: vda");
            assertThat(unresolved.getName()).isEqualTo("/srv/link.qcow2");
            assertThat(unresolved.getWhy()).contains("no pool lists");
        });
        assertThat(events.get(1).getUnresolved()).isEmpty();
    }

    /** Returns the volumes of which the log says that their header was not read yet. */
    private List<String> unread() {
        return log.values().stream()
                .filter(told -> told.getUnresolved().contains("may name another file: its header was not read yet"))
                .map(StoreVolume::getVolume)
                .toList();
    }

    private void allocate(String name, long bytes) {
        replace(name, new Volume(name, FixedHost.POOL_PATH + "/" + name, "raw", 1L << 40, bytes, Optional.empty()));
    }

    private void stamp(String name, String stamp) {
        Volume before = host.volumes.stream()
                .filter(volume -> volume.name().equals(name))
                .findFirst()
                .orElseThrow();
        replace(
                name,
                new Volume(
                        name,
                        before.path(),
                        before.format(),
                        before.capacityBytes(),
                        before.allocationBytes(),
                        before.backingPath(),
                        stamp,
                        0,
                        before.traits()));
    }

    private void replace(String name, Volume volume) {
        host.volumes.removeIf(present -> present.name().equals(name));
        host.volumes.add(volume);
    }

    /** Returns what was published of volumes and listings, in its order; what the log has of each is kept. */
    private List<StoreVolume> told() {
        return published.of(StoreVolume.class);
    }

    private HostWatcher watcher(Duration later) {
        PublishedVms vms = new PublishedVms(HOST);
        log.values().forEach(vms::restore);
        return watcher(vms, later);
    }

    private HostWatcher watcher(PublishedVms vms, Duration later) {
        return new HostWatcher(
                HOST,
                vms,
                new PoolMarkerWriter(HOST, new MarkerProjection()),
                new AdoptionReporter(List.of()),
                this::publish,
                new HostWatchStatuses(new Unmetered()),
                Clock.fixed(NOW.plus(later), ZoneOffset.UTC),
                Duration.ofDays(200));
    }

    private void publish(List<Publication<?>> publications) {
        published.publish(publications);
        for (Publication<?> publication : publications) {
            if (publication.topic().equals(Topics.STORE_VOLUMES)) {
                publication
                        .value()
                        .ifPresentOrElse(
                                value -> log.put(PublishedVolumes.key((StoreVolume) value), (StoreVolume) value),
                                () -> log.remove(publication.key()));
            }
        }
    }

    /** Another watcher begins with what the log says. */
    private void restartLater(Duration later) {
        watcher = watcher(later);
    }

    private static final class Unmetered implements HostWatchStatuses.ResyncMeter {
        @Override
        public void resynced(Duration took) {}

        @Override
        public void malformed() {}
    }
}
