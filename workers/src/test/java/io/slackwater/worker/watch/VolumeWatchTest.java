package io.slackwater.worker.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.slackwater.hypervisor.BackingDetails;
import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.RunState;
import io.slackwater.hypervisor.Volume;
import io.slackwater.hypervisor.VolumeTraits;
import io.slackwater.schemas.HeldReference;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.ListedReferenceKind;
import io.slackwater.schemas.StoreVolume;
import io.slackwater.schemas.StoreVolumeType;
import io.slackwater.schemas.UnresolvedReference;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.worker.storage.search.QcowHeader;
import io.slackwater.worker.watch.adoption.AdoptionReporter;
import io.slackwater.worker.watch.volumes.PublishedVolumes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VolumeWatchTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final String HOST = "host-1";
    private static final String LISTING = HOST + "/default";

    private final FixedHost host = new FixedHost();
    private final PublishedRecords published = new PublishedRecords();
    private final List<List<Publication<?>>> transactions = new ArrayList<>();
    private final Map<String, StoreVolume> log = new LinkedHashMap<>();
    private final MovingClock clock = new MovingClock(NOW);
    private HostWatcher watcher = watcher();
    private Predicate<Publication<?>> refused = publication -> false;

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
    void shouldTellTheVolumesInTransactionsOfTheirOwnOnceTheHostIsSynced() throws HypervisorException {
        for (int number = 0; number < 2_500; number++) {
            host.addVolume("file-" + number);
        }
        host.put(FixedHost.domain(1, "base"));

        watcher.connected(host);

        List<List<Publication<?>>> ofVolumes = transactions.stream()
                .filter(transaction -> transaction.stream().anyMatch(VolumeWatchTest::isOfVolume))
                .toList();
        assertThat(ofVolumes).hasSize(3).allSatisfy(transaction -> assertThat(transaction)
                .hasSizeLessThanOrEqualTo(1_000)
                .allMatch(VolumeWatchTest::isOfVolume));
        assertThat(transactions.indexOf(ofVolumes.get(0))).isEqualTo(transactions.size() - 3);
        assertThat(transactions.get(transactions.size() - 4))
                .last()
                .satisfies(publication -> assertThat(publication.happened()).isEqualTo("SYNCED"));
        assertThat(log.get(LISTING).getWhole()).isTrue();
    }

    @Test
    void shouldWatchTheVmsOnAndSayThatTheListingIsNotWholeWhereItFails() throws HypervisorException {
        host.put(FixedHost.domain(1, "base"));
        watcher.connected(host);
        published.clear();
        FixedHost odd = new FixedHost();
        odd.put(FixedHost.domain(2, "base"));
        odd.addVolume("base");
        odd.volumes.add(volumeThatNoRecordTakes());

        watcher.resync(odd);

        assertThat(published.of(VmEvent.class))
                .extracting(VmEvent::getVmId)
                .contains(FixedHost.id(2).toString());
        assertThat(published.of(HostEvent.class)).extracting(HostEvent::getType).contains(HostEventType.SYNCED);
        assertThat(told()).singleElement().satisfies(listing -> {
            assertThat(listing.getType()).isEqualTo(StoreVolumeType.LISTING);
            assertThat(listing.getWhole()).isFalse();
            assertThat(listing.getUnclear()).contains("An error of this program");
            assertThat(listing.getVolumes()).isEqualTo(2);
            assertThat(listing.getFirstListedAt()).isEqualTo(NOW);
        });
        assertThat(published.deleted()).doesNotContain(LISTING + "/overlay");
        heartbeat();
        assertThat(told())
                .as("what failed is not tried again before the next listing")
                .hasSize(1);
    }

    @Test
    void shouldGiveEachHeaderItsTurnWhereOneIsNotAnswered() throws HypervisorException {
        host.addOverlay("second", "base");
        stamp("overlay", "1");
        stamp("second", "1");
        host.headerFailures.put("overlay", new HypervisorException.Unreachable("Stale file handle", null));

        watcher.connected(host);
        assertThat(host.headersRead).containsExactly("overlay");
        assertThat(published.of(HostEvent.class)).extracting(HostEvent::getType).contains(HostEventType.SYNCED);
        heartbeat();

        assertThat(host.headersRead).containsExactly("overlay", "second");
        assertThat(log.get(LISTING + "/overlay").getUnresolved()).containsExactly("cannot be read: Stale file handle");
        assertThat(log.get(LISTING + "/overlay").getHeaderProblem()).contains("cannot be read: Stale file handle");
        assertThat(log.get(LISTING + "/second").getUnresolved()).isEmpty();
        heartbeat();
        assertThat(host.headersRead).hasSize(2);
    }

    @Test
    void shouldReadHeadersForTwoSecondsAndReadOnAfterAPause() throws HypervisorException {
        for (int number = 0; number < 9; number++) {
            host.addOverlay("overlay-" + number, "base");
        }
        host.whenHeaderIsRead = () -> clock.advance(Duration.ofMillis(700));

        watcher.connected(host);
        assertThat(host.headersRead).hasSize(3);
        int poolReads = host.poolReads;

        watcher.heartbeat(host);
        assertThat(host.headersRead).hasSize(3);
        heartbeat();
        assertThat(host.headersRead).hasSize(6);
        assertThat(host.poolReads).isEqualTo(poolReads);
    }

    @Test
    void shouldTellNoVolumeBetweenTwoChangesOfAVm() throws HypervisorException {
        watcher.connected(host);
        host.headersRead.clear();
        host.addOverlay("new", "base");
        host.put(FixedHost.domain(1, "new"));

        watcher.changed(Set.of(FixedHost.id(1)));

        assertThat(log).doesNotContainKey(LISTING + "/new");
        assertThat(host.headersRead).isEmpty();
        heartbeat();
        assertThat(log).containsKey(LISTING + "/new");
        assertThat(host.headersRead).isNotEmpty();
        assertThat(unread()).isEmpty();
    }

    @Test
    void shouldNotVouchForAnOldListingWhenTheHostIsReachedAgain() throws HypervisorException {
        watcher.connected(host);
        transactions.clear();
        restartLater(Duration.ofHours(10));

        watcher.connected(host);

        List<Publication<?>> synced = transactions.stream()
                .filter(transaction -> transaction.stream()
                        .anyMatch(publication -> publication.happened().equals("SYNCED")))
                .findFirst()
                .orElseThrow();
        assertThat(synced)
                .filteredOn(VolumeWatchTest::isOfVolume)
                .singleElement()
                .satisfies(publication -> {
                    StoreVolume listing = (StoreVolume) publication.value().orElseThrow();
                    assertThat(listing.getWhole()).isFalse();
                    assertThat(listing.getUnclear()).contains("since its host was reached");
                });
        assertThat(log.get(LISTING).getWhole()).isTrue();
        assertThat(log.get(LISTING).getObservedAt()).isEqualTo(clock.instant());
    }

    @Test
    void shouldWatchTheVmsOnWhereVolumesCannotBePublished() throws HypervisorException {
        watcher.connected(host);
        transactions.clear();
        host.addVolume("too large");
        refused = publication -> publication.key().equals(LISTING + "/too large");

        watcher.resync(host);

        assertThat(transactions.get(0)).last().satisfies(publication -> assertThat(publication.happened())
                .isEqualTo("SYNCED"));
        assertThat(log.get(LISTING).getWhole()).isFalse();
        assertThat(log.get(LISTING).getUnclear()).contains("It could not be published: refused");
        refused = publication -> false;
        watcher.resync(host);
        assertThat(log.get(LISTING).getWhole()).isTrue();
    }

    @Test
    void shouldLeaveTheListingNotWholeWhereOnlyTheFirstPartCouldBePublished() throws HypervisorException {
        watcher.connected(host);
        for (int number = 0; number < 1_500; number++) {
            host.addVolume("file-" + number);
        }
        refused = publication -> publication.key().equals(LISTING + "/file-999");

        watcher.resync(host);

        assertThat(log).containsKey(LISTING + "/file-0").doesNotContainKey(LISTING + "/file-999");
        assertThat(log.get(LISTING).getWhole()).isFalse();
        refused = publication -> false;
        restartLater(Duration.ofHours(1));
        watcher.connected(host);
        assertThat(log.get(LISTING).getWhole()).isTrue();
        assertThat(log.get(LISTING).getVolumes()).isEqualTo(1_502);
        assertThat(log).hasSize(1_503);
    }

    @Test
    void shouldTellWhatOnlyTheHeaderNames() throws HypervisorException {
        host.addVolume("data");
        host.volumes.add(new Volume("outside", FixedHost.POOL_PATH + "/outside", "qcow2", 100, 10, Optional.empty()));
        host.headers.put(
                "outside",
                new QcowHeader()
                        .backedBy("base")
                        .withDataIn(FixedHost.POOL_PATH + "/data")
                        .bytes());

        watcher.connected(host);

        StoreVolume outside = log.get(LISTING + "/outside");
        assertThat(outside.getReferences())
                .extracting(
                        reference -> reference.getKind(),
                        reference -> reference.getVolume().getVolume())
                .containsExactlyInAnyOrder(
                        tuple(ListedReferenceKind.BACKING, "base"), tuple(ListedReferenceKind.DATA, "data"));
        assertThat(outside.getHeaderBacking()).contains("base");
        assertThat(outside.getDataFile()).contains(FixedHost.POOL_PATH + "/data");
        assertThat(outside.getUnresolved()).isEmpty();
    }

    @Test
    void shouldNotTakeADataFileForTheOneBesideTheImage() throws HypervisorException {
        host.addVolume("data");
        host.volumes.add(new Volume("outside", FixedHost.POOL_PATH + "/outside", "qcow2", 100, 10, Optional.empty()));
        host.headers.put("outside", new QcowHeader().withDataIn("data").bytes());

        watcher.connected(host);

        StoreVolume outside = log.get(LISTING + "/outside");
        assertThat(outside.getReferences())
                .extracting(reference -> reference.getVolume().getVolume())
                .containsExactly("data");
        assertThat(outside.getUnresolved())
                .containsExactly("keeps its data in data of the directory that QEMU runs in");
    }

    @Test
    void shouldNotReadAHeaderAgainAfterARestartBecauseNoPoolListsItsBackingFile() throws HypervisorException {
        host.volumes.removeIf(volume -> volume.name().equals("overlay"));
        host.volumes.add(new Volume(
                "overlay", FixedHost.POOL_PATH + "/overlay", "qcow2", 100, 10, Optional.of("/srv/base.qcow2")));
        stamp("overlay", "1");
        watcher.connected(host);
        assertThat(log.get(LISTING + "/overlay").getUnresolved()).hasSize(1);
        assertThat(host.headersRead).hasSize(1);

        restartLater(Duration.ofHours(1));
        watcher.connected(host);

        assertThat(host.headersRead).hasSize(1);
    }

    @Test
    void shouldWriteNothingButListingsWhereNothingChanged() throws HypervisorException {
        watcher.connected(host);
        published.clear();

        watcher.resync(host);
        restartLater(Duration.ofHours(1));
        watcher.connected(host);

        assertThat(told())
                .extracting(StoreVolume::getType, StoreVolume::getWhole, StoreVolume::getObservedAt)
                .containsExactly(
                        tuple(StoreVolumeType.LISTING, true, NOW),
                        tuple(StoreVolumeType.LISTING, false, NOW.plus(Duration.ofHours(1))),
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
                .containsExactly(tuple("", 0L), tuple("", 0L), tuple("file-7", 200L), tuple("", 0L));
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
        PublishedHost vms = new PublishedHost(HOST);
        HostWatcher retired = watcher(vms);
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
    void shouldReadABoundedNumberOfHeadersAndReadOnWithoutListingThePoolsAgain() throws HypervisorException {
        for (int number = 0; number < 450; number++) {
            host.addOverlay("overlay-" + number, "base");
            stamp("overlay-" + number, "1");
        }
        stamp("overlay", "1");

        watcher.connected(host);
        assertThat(host.headersRead).hasSize(200);
        assertThat(unread()).hasSize(251);
        assertThat(log.get(LISTING).getWhole()).isTrue();
        assertThat(watcher.isResyncDue()).isFalse();
        int poolReads = host.poolReads;

        heartbeat();
        assertThat(host.headersRead).hasSize(400);
        assertThat(unread()).hasSize(51);

        heartbeat();
        heartbeat();
        assertThat(host.headersRead).hasSize(451);
        assertThat(unread()).isEmpty();
        assertThat(host.poolReads).isEqualTo(poolReads);
    }

    @Test
    void shouldReadEachHeaderOnceASyncWhereTheHostTellsNoTimes() throws HypervisorException {
        for (int number = 0; number < 300; number++) {
            host.addOverlay("overlay-" + number, "base");
        }
        for (int sync = 0; sync < 2; sync++) {
            watcher.resync(host);
            heartbeat();
            heartbeat();
        }

        assertThat(host.headersRead).hasSize(602);
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

        List<VmEvent> events = published.of(VmEvent.class);
        assertThat(events.get(0).getUnresolved()).singleElement().satisfies(unresolved -> {
            assertThat(unresolved.getPlace()).isEqualTo("definition: vda");
            assertThat(unresolved.getName()).isEqualTo("/srv/link.qcow2");
            assertThat(unresolved.getWhy()).contains("no pool lists");
        });
        assertThat(events.get(1).getUnresolved()).isEmpty();
    }

    @Test
    void shouldTellANameOnceThatManySnapshotsHave() throws HypervisorException {
        host.put(withSnapshots(500, number -> "/srv/link.qcow2"));

        watcher.connected(host);

        assertThat(published.of(VmEvent.class).get(0).getUnresolved())
                .singleElement()
                .satisfies(unresolved -> assertThat(unresolved.getPlace()).isEqualTo("snapshot s0: vda"));
    }

    @Test
    void shouldBoundWhatAVmNamesAndSayThatThereIsMore() throws HypervisorException {
        host.put(withSnapshots(2_000, number -> "/srv/%s/%d.qcow2".formatted("x".repeat(100), number)));

        watcher.connected(host);

        List<UnresolvedReference> unresolved =
                published.of(VmEvent.class).get(0).getUnresolved();
        assertThat(unresolved).hasSizeBetween(100, 1_000);
        assertThat(unresolved.get(unresolved.size() - 1)).satisfies(rest -> {
            assertThat(rest.getName()).isEmpty();
            assertThat(rest.getWhy()).isEqualTo((2_000 - unresolved.size() + 1) + " more files that nobody can tell");
        });
    }

    @Test
    void shouldTellEachVolumeOnceWhereThousandsOfSnapshotsHoldIt() throws HypervisorException {
        host.put(withSnapshots(1_500, number -> FixedHost.POOL_PATH + "/overlay"));

        watcher.connected(host);

        List<HeldReference> references = published.of(VmEvent.class).get(0).getReferences();
        assertThat(references)
                .extracting(
                        HeldReference::getName,
                        reference -> reference.getVolume().getVolume())
                .containsExactlyInAnyOrder(tuple("s0", "overlay"), tuple("s0", "base"));
    }

    @Test
    void shouldNameEverySnapshotThatHoldsAVolume() throws HypervisorException {
        host.put(withSnapshots(3, number -> FixedHost.POOL_PATH + "/overlay"));

        watcher.connected(host);

        assertThat(published.of(VmEvent.class).get(0).getReferences())
                .extracting(HeldReference::getName)
                .containsExactlyInAnyOrder("s0", "s0", "s1", "s1", "s2", "s2");
    }

    private static Domain withSnapshots(int count, IntFunction<String> file) {
        String disks =
                "<devices><disk type='file'><driver type='qcow2'/><source file='%s'/><target dev='vda'/></disk></devices>";
        return new Domain(
                FixedHost.id(1),
                "vm-1",
                RunState.SHUTOFF,
                "SHUTDOWN",
                true,
                "<domain><name>vm-1</name><uuid>%s</uuid></domain>".formatted(FixedHost.id(1)),
                Optional.empty(),
                Optional.empty(),
                IntStream.range(0, count)
                        .mapToObj(number -> new Domain.Snapshot(
                                "s" + number,
                                "<domainsnapshot><name>s%d</name><domain>%s</domain></domainsnapshot>"
                                        .formatted(number, disks.formatted(file.apply(number)))))
                        .toList(),
                List.of());
    }

    /** The format of its backing file is no text, which the host's connection never tells. */
    @SuppressWarnings("NullAway")
    private static Volume volumeThatNoRecordTakes() {
        return new Volume(
                "odd",
                FixedHost.POOL_PATH + "/odd",
                "raw",
                1,
                1,
                Optional.empty(),
                "",
                0,
                VolumeTraits.DEFAULT,
                new BackingDetails(null, ""));
    }

    private static boolean isOfVolume(Publication<?> publication) {
        return publication.topic().equals(Topics.STORE_VOLUMES);
    }

    /** The time comes to read on. */
    private void heartbeat() throws HypervisorException {
        clock.advance(Duration.ofSeconds(5));
        watcher.heartbeat(host);
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

    private HostWatcher watcher() {
        PublishedHost vms = new PublishedHost(HOST);
        log.values().forEach(vms::restore);
        return watcher(vms);
    }

    private HostWatcher watcher(PublishedHost vms) {
        return new HostWatcher(
                HOST,
                vms,
                new PoolMarkerWriter(HOST, new MarkerProjection()),
                new AdoptionReporter(List.of()),
                this::publish,
                new HostWatchStatuses(new Unmetered()),
                clock,
                Duration.ofDays(200));
    }

    private void publish(List<Publication<?>> publications) {
        if (publications.stream().anyMatch(refused)) {
            throw new Publisher.PublishFailedException("refused", new IllegalStateException());
        }
        published.publish(publications);
        transactions.add(publications);
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
        clock.advance(later);
        watcher = watcher();
    }

    private static final class Unmetered implements HostWatchStatuses.ResyncMeter {
        @Override
        public void resynced(Duration took) {}

        @Override
        public void malformed() {}
    }
}
