package io.slackwater.hypervisor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.slackwater.hypervisor.ContractHost.Ability;
import io.slackwater.hypervisor.HypervisorException.NoSpace;
import io.slackwater.hypervisor.HypervisorException.NotFound;
import io.slackwater.hypervisor.HypervisorException.Rejected;
import io.slackwater.hypervisor.HypervisorException.Unreachable;
import io.slackwater.hypervisor.xml.DomainXml;
import io.slackwater.hypervisor.xml.image.ImageReference;
import io.slackwater.hypervisor.xml.image.ImageReferences;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every adapter owes its callers. A host skips what it cannot do, and says why. */
abstract class HostConnectionContract {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final byte[] CONTENT = "what a volume holds".getBytes(UTF_8);
    private static final int MANY = 30;
    private static final String KERNEL = "/nowhere/vmlinuz-1";

    private UUID id;
    private String name;
    private String volume;
    private ContractHost host;
    private HostConnection connection;

    abstract ContractHost host() throws Exception;

    @BeforeEach
    void openHost() throws Exception {
        id = UUID.randomUUID();
        name = "contract-" + id;
        volume = "volume-" + id;
        host = host();
        connection = host.open();
    }

    @AfterEach
    void closeHost() throws Exception {
        if (host != null) {
            connection.close();
            host.close();
        }
    }

    @Test
    void shouldTellTheSameUuidOfTheHostByWhicheverUriItIsOpened() throws Exception {
        assume(Ability.HOST_UUID);
        Optional<UUID> uuid = connection.hostUuid();

        assertThat(uuid).isPresent();
        try (HostConnection other = host.openByAnotherUri()) {
            assertThat(other.hostUuid()).isEqualTo(uuid);
        }
    }

    @Test
    void shouldTellNoUuidWhereTheHypervisorHasNone() throws Exception {
        assertThat(connection.hostUuid().isEmpty())
                .isEqualTo(host.lacks(Ability.HOST_UUID).isPresent());
    }

    @Test
    void shouldShowADomainAsItWasDefined() throws Exception {
        host.define(definition(KERNEL));

        Domain domain = connection.domain(id).orElseThrow();

        assertThat(domain.name()).isEqualTo(name);
        assertThat(domain.state()).isEqualTo(RunState.SHUTOFF);
        assertThat(domain.persistent()).isTrue();
        assertThat(domain.isActive()).isFalse();
        assertThat(domain.managedSaveDefinition()).isEmpty();
        assertThat(domain.snapshots()).isEmpty();
        assertThat(kernelOf(domain.definition())).contains(KERNEL);
        assertThat(connection.domains()).contains(domain);
    }

    @Test
    void shouldKnowNothingOfADomainThatIsNotThere() throws Exception {
        assertThat(connection.domain(id)).isEmpty();
        assertThatThrownBy(() -> connection.start(id)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> connection.redefine(id, "", definition(KERNEL)))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void shouldRedefineADomainThatIsOff() throws Exception {
        host.define(definition(KERNEL));
        DomainXml read = DomainXml.parse(connection.domain(id).orElseThrow().definition());

        connection.redefine(
                id,
                read.text(),
                read.withPath("kernel", "/nowhere/vmlinuz-2").withUpdate("u", 1).text());

        DomainXml now = DomainXml.parse(connection.domain(id).orElseThrow().definition());
        assertThat(now.slot("kernel").orElseThrow().path()).contains("/nowhere/vmlinuz-2");
        assertThat(now.metadata().update().orElseThrow().id()).isEqualTo("u");
    }

    @Test
    void shouldNotOverwriteAnEditThatTheCallerHasNotSeen() throws Exception {
        host.define(definition(KERNEL));
        String read = connection.domain(id).orElseThrow().definition();
        host.define(definition("/nowhere/owner"));

        assertThatThrownBy(() -> connection.redefine(id, read, definition("/nowhere/ours")))
                .isInstanceOf(Rejected.class);

        assertThat(kernelOf(connection.domain(id).orElseThrow().definition())).contains("/nowhere/owner");
    }

    @Test
    void shouldRefuseADefinitionThatIsNone() throws Exception {
        host.define(definition(KERNEL));
        String read = connection.domain(id).orElseThrow().definition();

        assertThatThrownBy(() -> connection.redefine(id, read, "<domain")).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> connection.redefine(id, read, read.replace(name, "another")))
                .isInstanceOf(Rejected.class);

        assertThat(connection.domain(id).orElseThrow().definition()).isEqualTo(read);
    }

    @Test
    void shouldRefuseADefinitionThatTheSchemaDoesNotKnow() throws Exception {
        assume(Ability.VALIDATION);
        host.define(definition(KERNEL));
        String read = connection.domain(id).orElseThrow().definition();

        assertThatThrownBy(() -> connection.redefine(id, read, read.replace("<os>", "<nonsense/><os>")))
                .isInstanceOf(Rejected.class);

        assertThat(connection.domain(id).orElseThrow().definition()).isEqualTo(read);
    }

    @Test
    void shouldKeepTheLiveDefinitionOfARunningDomainWhenItIsRedefined() throws Exception {
        String kernel = upload(1);
        host.define(definition(kernel));
        connection.start(id);
        assertThat(connection.domain(id).orElseThrow().state()).isEqualTo(RunState.RUNNING);

        redefineKernel(KERNEL);

        Domain running = connection.domain(id).orElseThrow();
        assertThat(kernelOf(running.definition())).contains(KERNEL);
        assertThat(kernelOf(running.liveDefinition().orElseThrow())).contains(kernel);
        connection.destroy(id);
        Domain off = connection.domain(id).orElseThrow();
        assertThat(off.state()).isEqualTo(RunState.SHUTOFF);
        assertThat(off.reason()).isEqualTo("DESTROYED");
        assertThat(off.liveDefinition()).isEmpty();
    }

    @Test
    void shouldStartFromAManagedSaveWhateverTheDefinitionSays() throws Exception {
        assume(Ability.SAVED_DEFINITION);
        String kernel = upload(1);
        host.define(definition(kernel));
        connection.start(id);
        host.managedSave(id);
        redefineKernel(KERNEL);

        Domain saved = connection.domain(id).orElseThrow();
        assertThat(saved.reason()).isEqualTo("SAVED");
        assertThat(kernelOf(saved.managedSaveDefinition().orElseThrow())).contains(kernel);
        connection.start(id);

        Domain restored = connection.domain(id).orElseThrow();
        assertThat(kernelOf(restored.liveDefinition().orElseThrow())).contains(kernel);
        assertThat(restored.managedSaveDefinition()).isEmpty();
    }

    @Test
    void shouldShowWhatASnapshotRefersTo() throws Exception {
        host.define(definition(KERNEL));
        host.snapshot(id, "before");
        redefineKernel("/nowhere/vmlinuz-2");

        Domain domain = connection.domain(id).orElseThrow();

        assertThat(domain.snapshots()).hasSize(1);
        Domain.Snapshot snapshot = domain.snapshots().get(0);
        assertThat(snapshot.name()).isEqualTo("before");
        assertThat(paths(ImageReferences.ofSnapshot(snapshot.xml()))).contains(KERNEL);
    }

    @Test
    void shouldShowWhatACheckpointRefersTo() throws Exception {
        assume(Ability.CHECKPOINTS);
        String kernel = upload(1);
        host.define(definition(kernel));
        connection.start(id);
        host.checkpoint(id, "backup");
        redefineKernel(KERNEL);

        Domain domain = connection.domain(id).orElseThrow();

        assertThat(domain.checkpoints()).hasSize(1);
        Domain.Checkpoint checkpoint = domain.checkpoints().get(0);
        assertThat(checkpoint.name()).isEqualTo("backup");
        assertThat(paths(ImageReferences.ofCheckpoint(checkpoint.xml()))).contains(kernel);
    }

    /** The id of a Kafka cluster is base64 for addresses: a name that every pool of files takes. */
    @Test
    void shouldCountHowFarALogHasComeInAPool() throws Exception {
        assume(Ability.CONTENT);
        String log = "Mk-U3OEVBNTcwNTJENDM2_" + volume;

        StoreCounter.raise(connection, pool(), new StoreCounter.Count(log, 9));
        StoreCounter.raise(connection, pool(), new StoreCounter.Count(log, 10));
        StoreCounter.raise(connection, pool(), new StoreCounter.Count(log, 10));
        StoreCounter.raise(connection, pool(), new StoreCounter.Count(log, 3));

        assertThat(StoreCounter.of(pool())).contains(new StoreCounter.Count(log, 10));
        assertThat(pool().volumes())
                .filteredOn(made -> made.name().contains(log))
                .hasSize(1);
        StoreCounter.forget(connection, pool(), new StoreCounter.Count(log, 9));
        assertThat(StoreCounter.of(pool())).as("it went on since").contains(new StoreCounter.Count(log, 10));
        StoreCounter.forget(connection, pool(), new StoreCounter.Count(log, 10));
        assertThat(pool().volumes()).noneMatch(made -> made.name().contains(log));
    }

    @Test
    void shouldFailToStartWhereTheKernelIsMissing() throws Exception {
        assume(Ability.HONEST_START);
        String kernel = upload(1);
        connection.delete(host.pool(), volume);
        host.define(definition(kernel));

        assertThatThrownBy(() -> connection.start(id)).isInstanceOf(Rejected.class);

        assertThat(connection.domain(id).orElseThrow().state()).isEqualTo(RunState.SHUTOFF);
    }

    @Test
    void shouldKeepWhatWasUploaded() throws Exception {
        assume(Ability.CONTENT);

        Volume uploaded = upload(CONTENT);

        assertThat(uploaded.name()).isEqualTo(volume);
        assertThat(uploaded.path()).endsWith("/" + volume);
        assertThat(uploaded.format()).isEqualTo("raw");
        assertThat(uploaded.capacityBytes()).isEqualTo(CONTENT.length);
        assertThat(uploaded.contentBytes()).isEqualTo(CONTENT.length);
        assertThat(uploaded.backingPath()).isEmpty();
        assertThat(connection.pool(host.pool()).orElseThrow().volume(volume)).contains(uploaded);
        assertThat(connection.sha256(host.pool(), volume, CONTENT.length)).isEqualTo(sha256(CONTENT));
        assertThat(connection.sha256(host.pool(), volume, 4)).isEqualTo(sha256("what".getBytes(UTF_8)));
        AtomicLong moved = new AtomicLong();
        connection.sha256(host.pool(), volume, CONTENT.length, moved::addAndGet);
        assertThat(moved).as("bytes told of").hasValue(CONTENT.length);
    }

    @Test
    void shouldReadTheBeginningOfAVolume() throws Exception {
        assume(Ability.CONTENT);
        upload(CONTENT);

        assertThat(connection.beginning(host.pool(), volume, 4)).isEqualTo("what".getBytes(UTF_8));
        assertThat(connection.beginning(host.pool(), volume, 4096)).isEqualTo(CONTENT);
        assertThatThrownBy(() -> connection.beginning(host.pool(), "no-such-volume", 4))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void shouldReadOneVolumeAsItsPoolListsIt() throws Exception {
        assume(Ability.CONTENT);
        upload(CONTENT);

        assertThat(connection.volume(host.pool(), volume)).isPresent().isEqualTo(volume(volume));
        assertThat(connection.volume(host.pool(), "no-such-volume")).isEmpty();
        assertThatThrownBy(() -> connection.volume("no-such-pool", volume)).isInstanceOf(NotFound.class);
    }

    @Test
    void shouldNotOverwriteAVolume() throws Exception {
        assume(Ability.CONTENT);
        upload(CONTENT);

        assertThatThrownBy(() -> upload("other".getBytes(UTF_8))).isInstanceOf(Rejected.class);

        assertThat(connection.sha256(host.pool(), volume, CONTENT.length)).isEqualTo(sha256(CONTENT));
    }

    @Test
    void shouldLeaveNoVolumeBehindWhenItsContentCannotBeRead() throws Exception {
        assume(Ability.CONTENT);
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(new byte[100_000]), new BrokenStream());

        assertThatThrownBy(() -> connection.upload(host.pool(), new NewVolume(volume, "raw", 200_000), broken))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("broken on purpose");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(volume(volume)).isEmpty());
    }

    @Test
    void shouldLeaveNoVolumeBehindWhenItsContentHasAnotherSize() throws Exception {
        assume(Ability.CONTENT);

        for (int size : new int[] {CONTENT.length - 1, CONTENT.length + 1, 3_000_000}) {
            assertThatThrownBy(() -> connection.upload(
                            host.pool(),
                            new NewVolume(volume, "raw", CONTENT.length),
                            new ByteArrayInputStream(new byte[size])))
                    .as("content of %d bytes", size)
                    .isInstanceOf(Rejected.class);
            assertThat(volume(volume)).isEmpty();
        }
        if (host.lacks(Ability.LIMITED_SPACE).isEmpty()) {
            assertThat(upload(CONTENT).capacityBytes()).isEqualTo(CONTENT.length);
        }
    }

    @Test
    void shouldSayWhenThePoolIsFull() throws Exception {
        assume(Ability.LIMITED_SPACE);
        long tooMuch = connection.pool(host.pool()).orElseThrow().availableBytes() + 1;

        assertThatThrownBy(() -> connection.upload(
                        host.pool(), new NewVolume(volume, "raw", tooMuch), new ByteArrayInputStream(CONTENT)))
                .isInstanceOf(NoSpace.class);

        assertThat(volume(volume)).isEmpty();
    }

    @Test
    void shouldPutAnOverlayOnAVolume() throws Exception {
        assume(Ability.CONTENT);
        Volume base = upload(new byte[1 << 20]);

        Volume overlay = connection.createOverlay(host.pool(), volume + ".qcow2", base, 0);
        Volume larger = connection.createOverlay(host.pool(), volume + "-larger.qcow2", base, 4 << 20);

        assertThat(overlay.format()).isEqualTo("qcow2");
        assertThat(overlay.backingPath()).contains(base.path());
        assertThat(overlay.capacityBytes()).isEqualTo(base.capacityBytes());
        assertThat(larger.capacityBytes()).isEqualTo(4 << 20);
        assertThat(volume(volume + ".qcow2")).contains(overlay);
        connection.delete(host.pool(), volume + ".qcow2");
        connection.delete(host.pool(), volume + "-larger.qcow2");
    }

    @Test
    void shouldGiveAnOverlayTheTraitsThatItIsToHave() throws Exception {
        assume(Ability.CONTENT);
        Volume base = upload(new byte[1 << 20]);
        VolumeTraits traits =
                new VolumeTraits(Optional.of(new VolumeTraits.Permissions(65534, 65534, 0640)), 131072, false);

        Volume overlay = connection.createOverlay(host.pool(), volume + ".qcow2", base, 0, traits);

        assertThat(overlay.traits()).isEqualTo(traits);
        assertThat(volume(volume + ".qcow2")).contains(overlay);
        connection.delete(host.pool(), volume + ".qcow2");
    }

    @Test
    void shouldReadAPoolInWhichOthersMakeVolumes() throws Exception {
        assume(Ability.CONTENT);
        Volume base = upload(new byte[1 << 20]);
        CompletableFuture<Void> others = new CompletableFuture<>();
        Thread maker = new Thread(() -> {
            try (HostConnection other = host.open()) {
                for (int number = 0; number < MANY; number++) {
                    String name = volume + "-" + number + ".qcow2";
                    other.createOverlay(host.pool(), name, base, 0);
                    other.delete(host.pool(), name);
                }
                others.complete(null);
            } catch (Exception failed) {
                others.completeExceptionally(failed);
            }
        });

        maker.start();
        try {
            do {
                assertThat(volume(volume)).isPresent();
            } while (!others.isDone());
        } finally {
            maker.join();
        }

        assertThat(others).isCompleted();
    }

    @Test
    void shouldDeleteAVolumeOnce() throws Exception {
        assume(Ability.CONTENT);
        upload(CONTENT);

        connection.delete(host.pool(), volume);

        assertThat(volume(volume)).isEmpty();
        assertThatThrownBy(() -> connection.delete(host.pool(), volume)).isInstanceOf(NotFound.class);
    }

    @Test
    void shouldShowEachPoolWithItsRoom() throws Exception {
        StoragePool pool = connection.pool(host.pool()).orElseThrow();

        assertThat(pool.active()).isTrue();
        assertThat(pool.targetPath()).startsWith("/");
        assertThat(pool.availableBytes()).isBetween(1L, pool.capacityBytes());
        assertThat(connection.pools()).extracting(StoragePool::name).contains(host.pool());
        assertThat(connection.pool("no-such-pool")).isEmpty();
        assertThatThrownBy(() -> connection.delete("no-such-pool", "x")).isInstanceOf(NotFound.class);
    }

    @Test
    void shouldTellTheListenerOfEachChange() throws Exception {
        RecordingListener listener = new RecordingListener();
        connection.watch(listener);

        listener.awaitDomain(id, () -> host.define(definition(KERNEL)));
        listener.awaitDomain(id, () -> redefineKernel(upload(1)));
        listener.awaitDomain(id, () -> connection.start(id));
        listener.awaitDomain(id, () -> connection.destroy(id));
        assertThat(listener.lost()).isEmpty();
    }

    @Test
    void shouldReportWhatTheGuestRunsAndPowerItOff() throws Exception {
        assume(Ability.GUESTS);
        host.define(definition(upload(1)));
        connection.start(id);

        await().atMost(PATIENCE).ignoreExceptionsInstanceOf(Rejected.class).until(() -> osinfo().contains(
                        "\"" + host.release(1) + "\""));
        assertThatThrownBy(() -> connection.askAgent(id, "{\"execute\":\"guest-no-such\"}", Duration.ofSeconds(5)))
                .isInstanceOf(Rejected.class);
        connection.shutdown(id);

        await().atMost(PATIENCE).until(() -> connection.domain(id).orElseThrow().state() == RunState.SHUTOFF);
        assertThat(connection.domain(id).orElseThrow().reason()).isEqualTo("SHUTDOWN");
    }

    @Test
    void shouldKnowNoJobsOfADomainThatHasNone() throws Exception {
        host.define(definition(upload(1)));
        assertThat(connection.jobs(id)).isEmpty();

        if (host.lacks(Ability.CONTENT).isEmpty()) {
            connection.start(id);
            assertThat(connection.jobs(id)).isEmpty();
        }
        assertThatThrownBy(() -> connection.jobs(UUID.randomUUID())).isInstanceOf(NotFound.class);
    }

    @Test
    void shouldKnowABlockJobWhileItIsUnderWay() throws Exception {
        assume(Ability.GUESTS);
        host.define(definition(upload(1)));
        connection.start(id);
        await().atMost(PATIENCE).until(() -> osinfo().contains(host.release(1)));

        host.beginBlockCopy(id);

        assertThat(connection.jobs(id)).extracting(DomainJob::kind).containsExactly(DomainJob.Kind.BLOCK);
        host.endBlockCopy(id);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(connection.jobs(id)).isEmpty());
    }

    @Test
    void shouldKnowABackupWhileItIsUnderWay() throws Exception {
        assume(Ability.GUESTS);
        host.define(definition(upload(1)));
        connection.start(id);
        await().atMost(PATIENCE).until(() -> osinfo().contains(host.release(1)));

        host.beginBackup(id);

        assertThat(connection.jobs(id)).extracting(DomainJob::kind).contains(DomainJob.Kind.BACKUP);
        host.endBackup(id);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(connection.jobs(id)).isEmpty());
    }

    @Test
    void shouldSayThatConnectionIsLostWhenTheHostGoes() throws Exception {
        assume(Ability.DISCONNECT);
        RecordingListener listener = new RecordingListener();
        connection.watch(listener);

        host.disconnect();

        await().atMost(PATIENCE).until(() -> listener.lost().isPresent());
        assertThat(connection.isAlive()).isFalse();
        assertThatThrownBy(() -> connection.domains()).isInstanceOf(Unreachable.class);
    }

    @Test
    void shouldBeOfNoUseOnceClosed() {
        assertThat(connection.isAlive()).isTrue();

        connection.close();
        connection.close();

        assertThat(connection.isAlive()).isFalse();
        assertThatThrownBy(() -> connection.domains()).isInstanceOf(Unreachable.class);
    }

    private String osinfo() throws HypervisorException {
        return connection
                .askAgent(id, "{\"execute\":\"guest-get-osinfo\"}", Duration.ofSeconds(5))
                .orElse("");
    }

    private static List<String> paths(ImageReferences document) {
        return document.all().stream()
                .filter(ImageReference.ToPath.class::isInstance)
                .map(reference -> ((ImageReference.ToPath) reference).path())
                .toList();
    }

    private void redefineKernel(String path) throws Exception {
        DomainXml read = DomainXml.parse(connection.domain(id).orElseThrow().definition());
        connection.redefine(id, read.text(), read.withPath("kernel", path).text());
    }

    private String upload(int number) throws Exception {
        return host.lacks(Ability.CONTENT).isEmpty()
                ? upload(host.kernel(number)).path()
                : KERNEL;
    }

    private Volume upload(byte[] content) throws Exception {
        return connection.upload(
                host.pool(), new NewVolume(volume, "raw", content.length), new ByteArrayInputStream(content));
    }

    private Optional<Volume> volume(String volumeName) throws HypervisorException {
        return connection.pool(host.pool()).orElseThrow().volume(volumeName);
    }

    private String definition(String kernel) {
        return host.definition(id, name, kernel);
    }

    private static Optional<String> kernelOf(String definition) throws Exception {
        return DomainXml.parse(definition).slot("kernel").orElseThrow().path();
    }

    private void assume(Ability ability) {
        host.lacks(ability).ifPresent(reason -> Assumptions.abort(ability + ": " + reason));
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    /** A stream that fails at once. */
    private static final class BrokenStream extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("broken on purpose");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
        }
    }

    private StoragePool pool() throws HypervisorException {
        return connection.pool(host.pool()).orElseThrow();
    }
}
