package io.slackwater.worker.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.slackwater.domain.adoption.AdoptionRule;
import io.slackwater.domain.portion.PortionKind;
import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.HostVmDigest;
import io.slackwater.schemas.StorageOutcome;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmEventType;
import io.slackwater.schemas.VmStateEvent;
import io.slackwater.schemas.VolumeRef;
import io.slackwater.worker.watch.adoption.AdoptionReporter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HostWatcherTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T00:00:00Z"), ZoneOffset.UTC);
    private static final Duration REPEAT_AFTER = Duration.ofDays(200);
    private static final AdoptionRule KERNELS = AdoptionRule.of(
            "kernels", "vmlinuz-(?<version>.+)", "debian-12/kernel", PortionKind.KERNEL, Optional.empty());

    private final FixedHost host = new FixedHost();
    private final PublishedRecords published = new PublishedRecords();
    private final CountingMeter meter = new CountingMeter();
    private final HostWatchStatuses board = new HostWatchStatuses(meter);
    private PublishedHost publishedHost = new PublishedHost("host-1");
    private final MarkerProjection markers = new MarkerProjection();
    private final PoolMarkerWriter marking = new PoolMarkerWriter("host-1", markers);
    private HostWatcher watcher = watcher(CLOCK);

    @BeforeEach
    void fillHost() {
        host.addVolume("vmlinuz-1");
        host.put(FixedHost.domain(1, "vmlinuz-1"));
        host.put(FixedHost.domain(2, "vmlinuz-1"));
    }

    @Test
    void shouldTellEverythingOfAHostThatItSeesForTheFirstTime() throws HypervisorException {
        watcher.connected(host);

        assertThat(published.of(HostEvent.class))
                .extracting(HostEvent::getType)
                .containsExactly(HostEventType.REACHABLE, HostEventType.SYNCED);
        assertThat(published.of(HostEvent.class).get(1).getStores())
                .singleElement()
                .satisfies(store -> {
                    assertThat(store.getStore()).isEqualTo("host-1/default");
                    assertThat(store.getPoolType()).isEqualTo("dir");
                    assertThat(store.getAvailableBytes()).isEqualTo(500);
                });
        assertThat(published.of(VmEvent.class)).hasSize(2);
        assertThat(published.of(VmStateEvent.class)).hasSize(2);
        assertThat(published.of(HostVmDigest.class)).hasSize(2);
        assertThat(published.of(StorageOutcome.class))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.getVersion()).contains("1"));
        assertThat(board.hosts().get("host-1").vms()).isEqualTo(2);
        assertThat(meter.resyncs).isEqualTo(1);
    }

    @Test
    void shouldNotTakeADiskForAVersionThoughARuleNamesIt() throws HypervisorException {
        host.addOverlay("vmlinuz-2", "vmlinuz-1");

        watcher.connected(host);

        assertThat(published.of(StorageOutcome.class))
                .extracting(outcome -> outcome.getVolume().getVolume())
                .containsExactly("vmlinuz-1");
    }

    @Test
    void shouldPublishOnlyTheDifferenceAtAResync() throws HypervisorException {
        watcher.connected(host);
        published.clear();
        host.put(FixedHost.domain(2, "other"));

        watcher.resync(host);

        assertThat(published.of(VmEvent.class))
                .extracting(VmEvent::getVmId)
                .containsExactly(FixedHost.id(2).toString());
        assertThat(published.of(VmStateEvent.class)).isEmpty();
        assertThat(published.of(StorageOutcome.class)).isEmpty();
        assertThat(published.of(HostEvent.class)).extracting(HostEvent::getType).containsExactly(HostEventType.SYNCED);
    }

    @Test
    void shouldPublishNothingOfUnchangedVmsAfterARestart() throws HypervisorException {
        watcher.connected(host);
        restartLater(REPEAT_AFTER);

        watcher.connected(host);

        assertThat(published.of(VmEvent.class)).isEmpty();
        assertThat(published.of(VmStateEvent.class)).isEmpty();
    }

    @Test
    void shouldTellAgainWhatHistoryIsAboutToLose() throws HypervisorException {
        watcher.connected(host);
        restartLater(REPEAT_AFTER.plusMillis(1));

        watcher.connected(host);
        watcher.resync(host);

        assertThat(published.of(VmEvent.class))
                .extracting(VmEvent::getVmId)
                .containsExactlyInAnyOrder(
                        FixedHost.id(1).toString(), FixedHost.id(2).toString());
        assertThat(published.of(VmStateEvent.class)).hasSize(2);
    }

    @Test
    void shouldKnowHowLongAgoEachWasTold() throws HypervisorException {
        watcher.connected(host);
        restartLater(Duration.ofDays(100));
        host.put(FixedHost.domain(1, "other"));
        host.put(FixedHost.domain(2, "other"));
        watcher.connected(host);
        restartLater(REPEAT_AFTER.plusDays(1));

        watcher.connected(host);

        assertThat(published.of(VmEvent.class)).isEmpty();
        assertThat(published.of(VmStateEvent.class)).hasSize(2);
    }

    @Test
    void shouldTellThatAVmWentWhileNobodyWatched() throws HypervisorException {
        watcher.connected(host);
        host.domains.removeIf(domain -> domain.id().equals(FixedHost.id(1)));

        restartLater(Duration.ofDays(1));
        watcher.connected(host);

        assertThat(published.of(VmEvent.class)).singleElement().satisfies(event -> {
            assertThat(event.getType()).isEqualTo(VmEventType.GONE);
            assertThat(event.getVmId()).isEqualTo(FixedHost.id(1).toString());
            assertThat(event.getHostId()).isEqualTo("host-1");
        });
        assertThat(published.deleted()).containsExactly("host-1/" + FixedHost.id(1));
    }

    @Test
    void shouldTellOfEachVmThatItsHostWasRetired() throws HypervisorException {
        watcher.connected(host);
        published.clear();

        watcher.stop();
        publishedHost.retire(published, CLOCK.instant());
        watcher.resync(host);

        assertThat(published.of(VmEvent.class))
                .extracting(VmEvent::getVmId, VmEvent::getType, VmEvent::getHostId)
                .containsExactlyInAnyOrder(
                        tuple(FixedHost.id(1).toString(), VmEventType.HOST_RETIRED, "host-1"),
                        tuple(FixedHost.id(2).toString(), VmEventType.HOST_RETIRED, "host-1"));
        assertThat(published.deleted())
                .contains("host-1/" + FixedHost.id(1), "host-1/" + FixedHost.id(2), "host-1/default");
        assertThat(publishedHost.size()).isZero();
    }

    @Test
    void shouldKeepTheNameAndTheVolumesOfEachVmForWhoeverRetiresItsHost() throws HypervisorException {
        watcher.connected(host);

        assertThat(published.of(HostVmDigest.class)).allSatisfy(digest -> {
            assertThat(digest.getName()).startsWith("vm-");
            assertThat(digest.getVolumes())
                    .extracting(VolumeRef::getStore, VolumeRef::getVolume)
                    .containsExactly(tuple("host-1/default", "vmlinuz-1"));
        });
    }

    @Test
    void shouldTellThatAVmWentWhenItsEventSaysSo() throws HypervisorException {
        watcher.connected(host);
        published.clear();
        host.domains.removeIf(domain -> domain.id().equals(FixedHost.id(1)));

        watcher.changed(Set.of(FixedHost.id(1)));
        watcher.changed(Set.of(FixedHost.id(1)));

        assertThat(published.of(VmEvent.class)).extracting(VmEvent::getType).containsExactly(VmEventType.GONE);
    }

    @Test
    void shouldHarmOnlyTheVmWhoseDefinitionIsMalformed() throws HypervisorException {
        host.put(FixedHost.defined(1, "<domain><name>vm-1"));

        watcher.connected(host);

        assertThat(published.of(VmEvent.class))
                .extracting(VmEvent::getVmId, VmEvent::getType)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(FixedHost.id(1).toString(), VmEventType.UNKNOWN),
                        org.assertj.core.groups.Tuple.tuple(FixedHost.id(2).toString(), VmEventType.OBSERVED));
        assertThat(published.of(HostEvent.class)).extracting(HostEvent::getType).contains(HostEventType.SYNCED);
        assertThat(meter.malformed).isEqualTo(1);
    }

    @Test
    void shouldCallAVmUnknownThatCannotBeReadAndNeverGone() throws HypervisorException {
        host.put(FixedHost.running(FixedHost.domain(1, "vmlinuz-1"), 7));
        watcher.connected(host);
        published.clear();
        host.put(Domain.unread(FixedHost.id(1), "vm-1", "Its snapshots went on changing"));

        watcher.resync(host);
        watcher.changed(Set.of(FixedHost.id(1)));
        host.put(FixedHost.running(FixedHost.domain(1, "vmlinuz-1"), 7));
        watcher.changed(Set.of(FixedHost.id(1)));

        assertThat(published.of(VmEvent.class))
                .extracting(VmEvent::getType)
                .containsExactly(VmEventType.UNKNOWN, VmEventType.OBSERVED);
        assertThat(published.of(VmStateEvent.class))
                .extracting(VmStateEvent::getStartedAs)
                .containsOnly(0L);
    }

    @Test
    void shouldHarmOnlyTheVmOnWhichThisProgramFails() throws HypervisorException {
        Domain domain = FixedHost.domain(1, "vmlinuz-1");
        host.put(new Domain(
                domain.id(),
                domain.name(),
                domain.state(),
                domain.reason(),
                true,
                domain.definition(),
                Optional.empty(),
                Optional.empty(),
                List.of(new Domain.Snapshot("broken", null)),
                List.of()));

        watcher.connected(host);

        assertThat(published.of(VmEvent.class))
                .extracting(VmEvent::getType)
                .containsExactlyInAnyOrder(VmEventType.UNKNOWN, VmEventType.OBSERVED);
        assertThat(published.of(HostEvent.class)).extracting(HostEvent::getType).contains(HostEventType.SYNCED);
    }

    @Test
    void shouldCountAStartThoughTheStateLooksTheSame() throws HypervisorException {
        host.put(FixedHost.running(FixedHost.domain(1, "vmlinuz-1"), 7));
        watcher.connected(host);
        published.clear();
        host.put(FixedHost.running(FixedHost.domain(1, "vmlinuz-1"), 8));

        watcher.changed(Set.of(FixedHost.id(1)));

        assertThat(published.of(VmStateEvent.class)).singleElement().satisfies(event -> assertThat(event.getStartedAs())
                .isEqualTo(1));
        assertThat(published.of(VmEvent.class)).isEmpty();
    }

    @Test
    void shouldReadThePoolsAgainWhenADomainRefersToAVolumeThatIsNew() throws HypervisorException {
        watcher.connected(host);
        published.clear();
        int readsBefore = host.poolReads;
        host.addVolume("vmlinuz-2");
        host.put(FixedHost.domain(1, "vmlinuz-2"));

        watcher.changed(Set.of(FixedHost.id(1)));

        assertThat(host.poolReads).isEqualTo(readsBefore + 1);
        assertThat(published.of(VmEvent.class).get(0).getUses())
                .singleElement()
                .satisfies(use -> assertThat(use.getVolume().getStore()).isEqualTo("host-1/default"));
    }

    @Test
    void shouldTellWhichVersionAVolumeHoldsThatCameWithTheDomainThatRefersToIt() throws HypervisorException {
        watcher.connected(host);
        published.clear();
        host.addVolume("vmlinuz-2");
        host.put(FixedHost.domain(1, "vmlinuz-2"));

        watcher.changed(Set.of(FixedHost.id(1)));
        watcher.changed(Set.of(FixedHost.id(1)));

        assertThat(published.of(StorageOutcome.class))
                .singleElement()
                .satisfies(observed -> assertThat(observed.getVersion()).contains("2"));
    }

    @Test
    void shouldTellOnceThatAHostIsLostAndAgainWhenItIsBack() throws HypervisorException {
        watcher.connected(host);
        published.clear();

        watcher.lost("keepalive gave up");
        watcher.lost("refused");
        watcher.connected(host);

        assertThat(published.of(HostEvent.class))
                .extracting(HostEvent::getType)
                .containsExactly(HostEventType.UNREACHABLE, HostEventType.REACHABLE, HostEventType.SYNCED);
        assertThat(published.of(HostEvent.class).get(0).getReason()).contains("keepalive gave up");
    }

    /** The other name is retired, and then the host refuses: what is told must not send anybody to the retired one. */
    @Test
    void shouldTellTheReasonAnewOnceItIsOfAnotherKind() {
        watcher.lost("SAME_HOST_AS host-0: both tell one UUID");
        watcher.lost("SAME_HOST_AS host-0: host-0 is not reachable");
        watcher.lost("refused");
        watcher.lost("timed out");

        assertThat(published.of(HostEvent.class))
                .extracting(HostEvent::getType, event -> event.getReason().orElse(""))
                .containsExactly(
                        tuple(HostEventType.UNREACHABLE, "SAME_HOST_AS host-0: both tell one UUID"),
                        tuple(HostEventType.UNREACHABLE, "refused"));
        assertThat(board.hosts().get("host-1").reason()).isEqualTo("timed out");
    }

    @Test
    void shouldNotCallAHostReachedWhoseStorageDoesNotAnswer() {
        host.storageHangs = true;

        assertThatThrownBy(() -> watcher.connected(host)).isInstanceOf(HypervisorException.Unreachable.class);
        watcher.lost("its storage did not answer");

        assertThat(published.of(HostEvent.class))
                .extracting(HostEvent::getType)
                .containsExactly(HostEventType.UNREACHABLE);
    }

    @Test
    void shouldReadThePoolsOnceForAPathThatNoPoolLists() throws HypervisorException {
        watcher.connected(host);
        host.put(FixedHost.domain(1, "folder/vmlinuz"));
        int before = host.poolReads;

        watcher.changed(Set.of(FixedHost.id(1)));
        watcher.changed(Set.of(FixedHost.id(1)));

        assertThat(host.poolReads).isEqualTo(before + 1);
    }

    @Test
    void shouldTellWhatCouldNotBePublishedAtTheNextConnect() throws HypervisorException {
        published.refuse(true);
        assertThatThrownBy(() -> watcher.connected(host)).isInstanceOf(Publisher.PublishFailedException.class);
        watcher.lost("the watch failed");
        published.refuse(false);

        watcher.connected(host);

        assertThat(published.of(VmEvent.class)).hasSize(2);
    }

    @Test
    void shouldCallAHostUnwatchedFromAFailedPublicationUntilItIsReadInFull() throws HypervisorException {
        watcher.connected(host);
        published.refuse(true);
        host.put(FixedHost.domain(3, "vmlinuz-1"));
        assertThatThrownBy(() -> watcher.changed(Set.of(FixedHost.id(3))))
                .isInstanceOf(Publisher.PublishFailedException.class);
        watcher.lost("the watch failed");
        assertThat(board.gaps(CLOCK.instant()))
                .containsEntry(
                        "host-1",
                        new HostWatchStatuses.Gap(
                                true, CLOCK.instant(), "What was seen could not be published: The broker is away"));
        published.refuse(false);

        watcher.connected(host);

        assertThat(board.gaps(CLOCK.instant())).isEmpty();
    }

    @Test
    void shouldWriteNothingMoreOnceItIsStopped() throws HypervisorException {
        watcher.connected(host);
        published.clear();
        host.put(FixedHost.domain(3, "vmlinuz-1"));

        watcher.stop();
        watcher.resync(host);
        watcher.lost("closed");

        assertThat(published.all()).isEmpty();
    }

    private HostWatcher watcher(Clock clock) {
        return new HostWatcher(
                "host-1",
                publishedHost,
                marking,
                new AdoptionReporter(List.of(KERNELS)),
                published,
                board,
                clock,
                REPEAT_AFTER);
    }

    /** Another watcher begins with what the log says. */
    private void restartLater(Duration later) {
        List<SpecificRecord> log = new ArrayList<>(published.of(HostVmDigest.class));
        published.clear();
        publishedHost = new PublishedHost("host-1");
        log.forEach(digest -> publishedHost.restore((HostVmDigest) digest));
        watcher = watcher(Clock.offset(CLOCK, later));
    }

    private static final class CountingMeter implements HostWatchStatuses.ResyncMeter {

        private int resyncs;
        private int malformed;

        @Override
        public void resynced(Duration took) {
            resyncs++;
        }

        @Override
        public void malformed() {
            malformed++;
        }
    }
}
