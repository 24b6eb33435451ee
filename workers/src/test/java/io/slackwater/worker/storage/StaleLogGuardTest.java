package io.slackwater.worker.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.model.CommandSequenceNumber;
import io.slackwater.domain.storage.model.StorageTask;
import io.slackwater.domain.storage.model.StorageTaskReport;
import io.slackwater.domain.storage.model.StoreSequenceNumber;
import io.slackwater.domain.storage.model.VolumeCommand;
import io.slackwater.domain.volume.Artifact;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.StoreCounter;
import io.slackwater.hypervisor.StoreMarker;
import io.slackwater.hypervisor.Volume;
import io.slackwater.hypervisor.simulated.SimulatedFleet;
import io.slackwater.hypervisor.simulated.SimulatedPool;
import io.slackwater.worker.Lifetime;
import io.slackwater.worker.storage.check.DeleteFreeze;
import io.slackwater.worker.storage.host.Bandwidth;
import io.slackwater.worker.storage.stage.StagingLimits;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store counts, and what a worker refuses by it or since deletes are frozen, on a simulated host. */
class StaleLogGuardTest {

    private static final String STORE = "h1/default";
    private static final String LOG = "MkU3OEVBNTcwNTJENDM2Qg";
    private static final String OTHER_LOG = "another-log";
    private static final StagingLimits LIMITS = new StagingLimits(0.1, Bandwidth.unlimited());

    private final SimulatedFleet fleet = new SimulatedFleet();
    private final Lifetime lifetime = new Lifetime(Duration.ofMinutes(1), Duration.ZERO, System::nanoTime);

    @TempDir
    private Path directory;

    private SimulatedPool pool;
    private HostConnection connection;
    private StorageTaskHandler worker;

    @BeforeEach
    void prepare() throws HypervisorException {
        pool = fleet.addHost("h1").createPool("default", 100_000);
        pool.upload(StoreMarker.nameOf(STORE), "raw", new byte[512]);
        connection = fleet.open("simulated://127.0.0.1/h1");
        worker = workerOn(connection, DeleteFreeze.NEVER);
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    @Test
    void shouldCountEachDeleteByOneVolume() throws Exception {
        assertThat(delete(worker, "a", count(1))).isInstanceOf(StorageTaskReport.Deleted.class);
        assertThat(delete(worker, "b", count(2))).isInstanceOf(StorageTaskReport.Deleted.class);

        assertThat(volumeNames()).containsExactly("slackwater-count:" + LOG + ":2", StoreMarker.nameOf(STORE));
    }

    @Test
    void shouldDeleteNothingByALogThatIsOlderThanTheStore() throws Exception {
        delete(worker, "a", count(7));
        StorageTaskHandler afterRestore = workerOn(connection, DeleteFreeze.NEVER);

        StorageTaskReport result = delete(afterRestore, "b", count(3));

        assertThat(result).isInstanceOfSatisfying(StorageTaskReport.Uncounted.class, uncounted -> {
            assertThat(uncounted.count()).isEqualTo(new CommandSequenceNumber(LOG, 7));
            assertThat(uncounted.blocker().code()).isEqualTo(BlockerCode.LOG_OLDER_THAN_STORE);
        });
        assertThat(volumeNames()).contains("b");
    }

    @Test
    void shouldDeleteNothingByAnotherLogBeforeAPersonAcceptedIt() throws Exception {
        delete(worker, "a", count(7));
        StoreSequenceNumber stranger =
                new StoreSequenceNumber(new CommandSequenceNumber(OTHER_LOG, 100), Optional.empty());

        assertThat(delete(worker, "b", stranger)).isInstanceOf(StorageTaskReport.Uncounted.class);

        StoreSequenceNumber older = new StoreSequenceNumber(
                new CommandSequenceNumber(OTHER_LOG, 101), Optional.of(new CommandSequenceNumber(LOG, 6)));
        assertThat(delete(worker, "b", older)).isInstanceOf(StorageTaskReport.Uncounted.class);

        StoreSequenceNumber accepted = new StoreSequenceNumber(
                new CommandSequenceNumber(OTHER_LOG, 102), Optional.of(new CommandSequenceNumber(LOG, 7)));
        assertThat(delete(worker, "b", accepted)).isInstanceOf(StorageTaskReport.Deleted.class);
        assertThat(counted()).containsExactly(new StoreCounter.Count(OTHER_LOG, 102));
    }

    @Test
    void shouldNotRefuseADeleteThatALaterOneOvertook() throws Exception {
        StorageTask first = order("a", count(10));
        StorageTask second = order("b", count(11));
        worker.taken(first);
        worker.taken(second);

        assertThat(worker.on(second, lifetime, uploading -> {})).isInstanceOf(StorageTaskReport.Deleted.class);
        assertThat(worker.on(first, lifetime, uploading -> {})).isInstanceOf(StorageTaskReport.Deleted.class);

        assertThat(counted()).containsExactly(new StoreCounter.Count(LOG, 11));
    }

    @Test
    void shouldTakeAnOlderLogForOlderThoughThisProcessHasReadTheNewerOne() throws Exception {
        StorageTask newer = order("a", count(11));
        worker.taken(newer);
        worker.on(newer, lifetime, uploading -> {});
        pool.upload("b", "raw", new byte[100]);
        StorageTask restored = order("b", count(4));
        worker.taken(restored);

        assertThat(worker.on(restored, lifetime, uploading -> {})).isInstanceOf(StorageTaskReport.Uncounted.class);
    }

    @Test
    void shouldLeaveTheCountInSightThatAnUploadByAnOlderLogFinds() throws Exception {
        delete(worker, "a", count(7));
        StorageTaskHandler afterRestore = workerOn(connection, DeleteFreeze.NEVER);

        StorageTaskReport result =
                afterRestore.on(staging(EmptyArtifact.of(directory, 1), count(3)), lifetime, uploading -> {});

        assertThat(result).isInstanceOfSatisfying(StorageTaskReport.Staged.class, staged -> assertThat(staged.unknown())
                .contains(new CommandSequenceNumber(LOG, 7)));
        assertThat(counted()).containsExactly(new StoreCounter.Count(LOG, 7));
    }

    @Test
    void shouldNotSayThatAVolumeIsThereOfWhichItOnlyKnowsThatDeletesAreFrozen() throws Exception {
        Blocker frozen = new Blocker(BlockerCode.STORAGE_FROZEN, "fleet", Instant.EPOCH, "alex froze the deletes");

        assertThat(workerOn(connection, () -> Optional.of(frozen))
                        .on(order("gone", count(1)), lifetime, uploading -> {}))
                .isInstanceOf(StorageTaskReport.Failed.class);
    }

    @Test
    void shouldFindThatAVolumeIsGoneThoughTheStoreCountsMoreThanTheLog() throws Exception {
        delete(worker, "a", count(7));

        assertThat(workerOn(connection, DeleteFreeze.NEVER).on(order("a", count(3)), lifetime, uploading -> {}))
                .isInstanceOf(StorageTaskReport.Deleted.class);
    }

    /** The process ends before each call to the host in turn; the command is issued again with the next number. */
    @Test
    void shouldGoOnAfterAKillAtAnyInstant() throws Exception {
        int killed = 0;
        for (int calls = 0; calls < 40; calls++) {
            pool.upload("volume-" + calls, "raw", new byte[100]);
            long number = 2L * calls + 1;
            HostConnection dying = dyingAfter(calls);
            try {
                workerOn(dying, DeleteFreeze.NEVER)
                        .on(order("volume-" + calls, count(number)), lifetime, uploading -> {});
            } catch (Death death) {
                killed++;
            }
            StorageTaskHandler next = workerOn(connection, DeleteFreeze.NEVER);

            StorageTaskReport result = next.on(order("volume-" + calls, count(number + 1)), lifetime, uploading -> {});

            assertThat(result).as("killed before call %d", calls).isInstanceOf(StorageTaskReport.Deleted.class);
            assertThat(volumeNames())
                    .containsExactly("slackwater-count:" + LOG + ":" + (number + 1), StoreMarker.nameOf(STORE));
        }
        assertThat(killed).isBetween(8, 39);
    }

    @Test
    void shouldDeleteFromAStoreThatHasNoRoomForItsCount() throws Exception {
        pool.upload("a", "raw", new byte[100]);
        pool.upload("filler", "raw", new byte[(int) pool.read().availableBytes()]);

        assertThat(worker.on(order("a", count(1)), lifetime, uploading -> {}))
                .isInstanceOf(StorageTaskReport.Deleted.class);
    }

    @Test
    void shouldWriteNothingIntoAPoolThatDoesNotShowTheStoresMarker() throws Exception {
        connection.delete("default", StoreMarker.nameOf(STORE));

        delete(worker, "a", count(1));

        assertThat(counted()).isEmpty();
    }

    @Test
    void shouldDeleteNothingOnceItsProcessHasReadAFreeze() throws Exception {
        Blocker frozen = new Blocker(BlockerCode.STORAGE_FROZEN, "fleet", Instant.EPOCH, "alex froze the deletes");
        StorageTaskHandler freezing = workerOn(connection, () -> Optional.of(frozen));

        assertThat(delete(freezing, "a", count(1)))
                .isInstanceOfSatisfying(StorageTaskReport.Failed.class, kept -> assertThat(kept.blockers())
                        .containsExactly(frozen));
        assertThat(volumeNames()).contains("a");
    }

    @Test
    void shouldDeleteNothingThoughTheFreezeComesWhileTheHostsAreLookedAt() throws Exception {
        Blocker frozen = new Blocker(BlockerCode.STORAGE_FROZEN, "fleet", Instant.EPOCH, "alex froze the deletes");
        AtomicInteger asked = new AtomicInteger();
        StorageTaskHandler freezing =
                workerOn(connection, () -> asked.getAndIncrement() == 0 ? Optional.empty() : Optional.of(frozen));

        assertThat(delete(freezing, "a", count(1))).isInstanceOf(StorageTaskReport.Referenced.class);
        assertThat(volumeNames()).contains("a");
    }

    /** The end of a process: nothing of it takes that for something that went wrong. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static StorageTaskHandler workerOn(HostConnection connection, DeleteFreeze freeze) {
        return StorageWorkerFactory.work(site -> connection, LIMITS, freeze, Clock.systemUTC());
    }

    private StorageTaskReport delete(StorageTaskHandler by, String volume, StoreSequenceNumber count)
            throws HypervisorException {
        if (pool.read().volume(volume).isEmpty()) {
            pool.upload(volume, "raw", new byte[100]);
        }
        return by.on(order(volume, count), lifetime, uploading -> {});
    }

    private static StorageTask order(String volume, StoreSequenceNumber count) {
        return new StorageTask(
                STORE + "/" + volume + "/RECLAIM/1",
                VolumeCommand.Type.RECLAIM,
                new VolumeRef(STORE, volume, ""),
                List.of(new StorageTask.Site("h1", "simulated://127.0.0.1/h1", "default")),
                Optional.empty(),
                Optional.of(count),
                true,
                List.of());
    }

    private static StorageTask staging(Artifact artifact, StoreSequenceNumber count) {
        return new StorageTask(
                STORE + "/" + artifact.volumeName() + "/STAGE/1",
                VolumeCommand.Type.STAGE,
                new VolumeRef(STORE, artifact.volumeName(), ""),
                List.of(new StorageTask.Site("h1", "simulated://127.0.0.1/h1", "default")),
                Optional.of(artifact),
                Optional.of(count),
                true,
                List.of());
    }

    private static StoreSequenceNumber count(long number) {
        return new StoreSequenceNumber(new CommandSequenceNumber(LOG, number), Optional.empty());
    }

    private List<StoreCounter.Count> counted() {
        return StoreCounter.of(pool.read());
    }

    private List<String> volumeNames() {
        return pool.read().volumes().stream().map(Volume::name).sorted().toList();
    }

    /** A connection whose process dies instead of its next call after so many. */
    private HostConnection dyingAfter(int calls) {
        AtomicInteger made = new AtomicInteger();
        return (HostConnection) Proxy.newProxyInstance(
                StaleLogGuardTest.class.getClassLoader(),
                new Class<?>[] {HostConnection.class},
                (proxy, method, arguments) -> {
                    if (made.getAndIncrement() >= calls) {
                        throw new Death();
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
