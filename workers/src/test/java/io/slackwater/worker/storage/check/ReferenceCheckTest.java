package io.slackwater.worker.storage.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.host.HostCheckResult;
import io.slackwater.domain.storage.model.StorageTask;
import io.slackwater.domain.storage.model.StorageTask.Site;
import io.slackwater.domain.storage.model.StorageTaskReport;
import io.slackwater.domain.storage.model.VolumeCommand;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.StoreMarker;
import io.slackwater.hypervisor.access.HostQueues;
import io.slackwater.hypervisor.simulated.SimulatedFleet;
import io.slackwater.hypervisor.simulated.SimulatedHost;
import io.slackwater.hypervisor.simulated.SimulatedPool;
import io.slackwater.worker.Lifetime;
import io.slackwater.worker.storage.EmptyArtifact;
import io.slackwater.worker.storage.StorageTaskHandler;
import io.slackwater.worker.storage.StorageWorker;
import io.slackwater.worker.storage.StorageWorkerFactory;
import io.slackwater.worker.storage.Watched;
import io.slackwater.worker.storage.host.Bandwidth;
import io.slackwater.worker.storage.host.StorageConnections;
import io.slackwater.worker.storage.stage.StagingLimits;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a look owes while owners act between any two of its calls, and when something fails in the middle of it. */
class ReferenceCheckTest {

    private static final String OLD = "old.qcow2";
    private static final UUID VM = UUID.fromString("6f1b2c3d-0000-4000-8000-000000000001");

    private final SimulatedFleet fleet = new SimulatedFleet();
    private final Map<String, Watched> watched = new HashMap<>();
    private SimulatedHost first;
    private SimulatedHost second;
    private SimulatedPool pool;
    private SimulatedPool elsewhere;
    private String oldPath;

    @BeforeEach
    void prepare() throws HypervisorException {
        first = fleet.addHost("h1");
        second = fleet.addHost("h2");
        pool = fleet.createSharedPool("default", 1_000_000, fleet.hosts());
        pool.upload(StoreMarker.nameOf("h1/default"), "raw", new byte[512]);
        elsewhere = first.createPool("elsewhere", 1_000_000);
        oldPath = pool.upload(OLD, "qcow2", new byte[100]).path();
        pool.upload("image.qcow2", "qcow2", new byte[100]);
        elsewhere.upload("kernel", "raw", new byte[10]);
        elsewhere.upload("other.qcow2", "qcow2", new byte[100]);
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    @Test
    void shouldKeepWhatSomebodyDefinesWhileTheImagesAreRead() {
        StorageTaskReport result =
                reclaim(Watched.NOBODY, once("beginning", 1, () -> first.define(vm("vm", VM, oldPath))), "h1");

        assertThat(codes(result)).containsExactly(BlockerCode.USED_BY_VM);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldKeepWhatSomebodyDefinesAfterThePoolsWereListed(int listing) {
        StorageTaskReport result =
                reclaim(Watched.NOBODY, once("pools", listing, () -> first.define(vm("vm", VM, oldPath))), "h1");

        assertThat(codes(result)).containsExactly(BlockerCode.USED_BY_VM);
    }

    @Test
    void shouldKeepWhatSomebodyDefinesAfterTheDefinitionsWereRead() {
        StorageTaskReport result =
                reclaim(Watched.NOBODY, once("domains", 1, () -> first.define(vm("vm", VM, oldPath))), "h1");

        assertThat(codes(result)).containsExactly(BlockerCode.USED_BY_VM);
    }

    @Test
    void shouldKeepWhatAVmUsesThatIsAlwaysOnTheHostThatIsNotAsked() throws Exception {
        second.define(vm("vm", VM, oldPath));
        Watched.Owner mover = (method, count, arguments) -> {
            if (method.equals("domains")) {
                move(second, first);
            }
        };
        Watched.Owner back = (method, count, arguments) -> {
            if (method.equals("domains")) {
                move(first, second);
            }
        };

        StorageTaskReport result = reclaim(Map.of("h1", mover, "h2", back));

        assertThat(codes(result)).contains(BlockerCode.USED_BY_VM);
    }

    @Test
    void shouldAskNothingBetweenTheLastDefinitionsAndTheDelete() {
        StorageTaskReport result = reclaim(Watched.NOBODY, Watched.NOBODY, "h1", "h2");

        assertThat(result).isInstanceOfSatisfying(StorageTaskReport.Deleted.class, deleted -> {
            assertThat(deleted.hostChecks()).extracting(HostCheckResult::hostId).containsExactly("h1", "h2");
            assertThat(deleted.hostChecks())
                    .allSatisfy(look -> assertThat(look.definitionsReadAt()).hasValueSatisfying(at -> assertThat(at)
                            .isAfterOrEqualTo(look.askedAt())
                            .isBeforeOrEqualTo(deleted.calledAt().orElseThrow())));
        });
        List<String> calls = new ArrayList<>(watched.get("h1").calls);
        calls.removeIf("isAlive"::equals);
        int delete = calls.lastIndexOf("delete");
        assertThat(calls.subList(delete - 2, delete)).containsExactly("domains", "volume");
    }

    @Test
    void shouldKeepWhatIsAnotherVolumeByNow() {
        StorageTaskReport result = reclaim(
                Watched.NOBODY,
                once("domains", 1, () -> {
                    delete(OLD);
                    pool.upload(OLD, "qcow2", new byte[200]);
                }),
                "h1");

        assertThat(codes(result)).containsExactly(BlockerCode.CONTENT_CHANGED);
        assertThat(blockers(result).get(0).detail()).contains("100 bytes", "200 bytes", "default", "h1");
    }

    @Test
    void shouldKeepWhatBeginsOtherwiseByNow() {
        byte[] other = new byte[100];
        other[7] = 1;
        StorageTaskReport result = reclaim(
                Watched.NOBODY,
                once("domains", 1, () -> {
                    delete(OLD);
                    pool.upload(OLD, "qcow2", other);
                }),
                "h1");

        assertThat(codes(result)).containsExactly(BlockerCode.CONTENT_CHANGED);
    }

    @Test
    void shouldNameTheVmWhoseDefinitionsGoOnChanging() {
        List<UUID> defined = new ArrayList<>();
        Watched.Owner restless = (method, count, arguments) -> {
            if (method.equals("domains")) {
                UUID id = UUID.randomUUID();
                first.define(vm("vm-" + count, id, elsewhere.targetPath() + "/kernel"));
                defined.add(id);
            }
        };

        StorageTaskReport result = reclaim(Watched.NOBODY, restless, "h1");

        assertThat(codes(result)).containsExactly(BlockerCode.REFERENCE_UNCLEAR);
        assertThat(blockers(result).get(0).subject())
                .isEqualTo(defined.get(defined.size() - 2).toString());
        assertThat(blockers(result).get(0).detail()).contains("h1");
        assertThat(reclaim(Watched.NOBODY, Watched.NOBODY, "h1")).isInstanceOf(StorageTaskReport.Deleted.class);
    }

    @Test
    void shouldNameTheVmThatCannotBeRead() throws Exception {
        first.define(vm("web-1", VM, elsewhere.targetPath() + "/kernel"));
        first.makeUnreadable(VM, "its snapshots went on changing");

        StorageTaskReport result = reclaim(Watched.NOBODY, Watched.NOBODY, "h1");

        assertThat(codes(result)).containsExactly(BlockerCode.VM_UNKNOWN);
        assertThat(blockers(result).get(0).detail()).contains("web-1", "h1", "its snapshots went on changing");
        first.makeReadable(VM);
        assertThat(reclaim(Watched.NOBODY, Watched.NOBODY, "h1")).isInstanceOf(StorageTaskReport.Deleted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pools", "domains"})
    void shouldSayThatAHostCouldNotBeAskedWhenThisProgramFailsAtIt(String method) {
        Watched.Owner defect = (called, count, arguments) -> {
            if (called.equals(method)) {
                throw new StackOverflowError();
            }
        };

        StorageTaskReport result = reclaim(Map.of("h1", Watched.NOBODY, "h2", defect));

        assertThat(codes(result)).containsExactly(BlockerCode.UNKNOWN);
        assertThat(blockers(result).get(0).subject()).isEqualTo("h2");
        assertThat(blockers(result).get(0).detail()).contains("h2", "default", "StackOverflowError");
    }

    @Test
    void shouldKeepAStoreInWhichAFileIsNotUnderstood() {
        StorageTaskReport result = reclaim(failingAt("image.qcow2"), Watched.NOBODY, "h1");

        assertThat(codes(result)).containsExactly(BlockerCode.REFERENCE_UNCLEAR);
        assertThat(blockers(result).get(0).subject()).isEqualTo("image.qcow2");
        assertThat(blockers(result).get(0).detail()).contains("image.qcow2", "default", "h1", "a NUL");
    }

    @Test
    void shouldGoOnWithOtherStoresOfTheHost() {
        StorageTaskReport result = reclaim(failingAt("other.qcow2"), Watched.NOBODY, "h1");

        assertThat(result).isInstanceOf(StorageTaskReport.Deleted.class);
    }

    @Test
    void shouldKeepOtherStoresWhenAVmUsesAFileThatIsNotUnderstood() throws Exception {
        first.define(disk(elsewhere.targetPath() + "/other.qcow2", "qcow2"));

        StorageTaskReport result = reclaim(failingAt("other.qcow2"), Watched.NOBODY, "h1");

        assertThat(codes(result)).containsExactly(BlockerCode.REFERENCE_UNCLEAR);
        assertThat(blockers(result).get(0).detail()).contains("other.qcow2", "elsewhere", "h1");
    }

    @Test
    void shouldGoOnWhenAVmHasAFileThatIsNotUnderstoodAsARawDisk() throws Exception {
        first.define(disk(elsewhere.targetPath() + "/other.qcow2", "raw"));

        assertThat(reclaim(failingAt("other.qcow2"), Watched.NOBODY, "h1"))
                .isInstanceOf(StorageTaskReport.Deleted.class);
    }

    @Test
    void shouldAnswerAnOrderOnWhichThisProgramFails(@TempDir Path directory) throws Exception {
        StorageTaskHandler broken = StorageWorkerFactory.work(
                site -> {
                    throw new IllegalStateException("a defect");
                },
                new StagingLimits(0.1, Bandwidth.unlimited()),
                Clock.systemUTC());
        CompletableFuture<StorageTaskReport> answer = new CompletableFuture<>();
        try (HostQueues queues = new HostQueues(1, 1)) {
            StorageWorker worker = new StorageWorker(queues, broken, Clock.systemUTC());
            StorageTask staging = new StorageTask(
                    "command",
                    VolumeCommand.Type.STAGE,
                    volume(),
                    List.of(site("h1")),
                    Optional.of(EmptyArtifact.of(directory, 1)));

            worker.take(staging, lifetime(), answer::complete);

            StorageTaskReport result = answer.get(10, TimeUnit.SECONDS);
            assertThat(blockers(result)).singleElement().satisfies(blocker -> assertThat(blocker.detail())
                    .contains(OLD, "default", "h1", "a defect"));
        }
    }

    private static Watched.Owner failingAt(String volume) {
        return (method, count, arguments) -> {
            if (method.equals("beginning") && arguments[1].equals(volume)) {
                throw new IllegalArgumentException("a NUL");
            }
        };
    }

    private interface Deed {
        void run() throws Exception;
    }

    private static Watched.Owner once(String method, int count, Deed deed) {
        return (called, times, arguments) -> {
            if (called.equals(method) && times == count) {
                deed.run();
            }
        };
    }

    private void move(SimulatedHost from, SimulatedHost to) throws Exception {
        if (from.domain(VM).isPresent()) {
            from.undefine(VM);
            to.define(vm("vm", VM, oldPath));
        }
    }

    private void delete(String volume) throws HypervisorException {
        try (HostConnection owner = fleet.open("simulated://127.0.0.1/h1")) {
            owner.delete("default", volume);
        }
    }

    private StorageTaskReport reclaim(Watched.Owner before, Watched.Owner after, String... hosts) {
        List<Site> sites = List.of(hosts).stream().map(ReferenceCheckTest::site).toList();
        return reclaim(sites, site -> watched(site, site.hostId().equals(hosts[0]) ? before : Watched.NOBODY, after));
    }

    /** Each host's owner acts after the call. */
    private StorageTaskReport reclaim(Map<String, Watched.Owner> owners) {
        List<Site> sites =
                owners.keySet().stream().sorted().map(ReferenceCheckTest::site).toList();
        return reclaim(sites, site -> watched(site, Watched.NOBODY, owners.get(site.hostId())));
    }

    private HostConnection watched(Site site, Watched.Owner before, Watched.Owner after) throws HypervisorException {
        Watched known = watched.get(site.hostId());
        if (known == null) {
            known = new Watched(fleet.open(site.uri()), before, after);
            watched.put(site.hostId(), known);
        }
        return known.connection();
    }

    private StorageTaskReport reclaim(List<Site> sites, StorageConnections hosts) {
        watched.clear();
        StorageTaskHandler worker =
                StorageWorkerFactory.work(hosts, new StagingLimits(0.1, Bandwidth.unlimited()), Clock.systemUTC());
        StorageTask task = new StorageTask("command", VolumeCommand.Type.RECLAIM, volume(), sites, Optional.empty());
        return worker.on(task, lifetime(), uploading -> {});
    }

    private VolumeRef volume() {
        return new VolumeRef("h1/default", OLD, oldPath);
    }

    private static Site site(String host) {
        return new Site(host, "simulated://127.0.0.1/" + host, "default");
    }

    private static Lifetime lifetime() {
        return new Lifetime(Duration.ofMinutes(1), Duration.ZERO, System::nanoTime);
    }

    private static List<BlockerCode> codes(StorageTaskReport result) {
        return blockers(result).stream().map(Blocker::code).distinct().toList();
    }

    private static List<Blocker> blockers(StorageTaskReport result) {
        if (result instanceof StorageTaskReport.Failed failed) {
            return failed.blockers();
        }
        assertThat(result).isInstanceOf(StorageTaskReport.Referenced.class);
        return ((StorageTaskReport.Referenced) result).blockers();
    }

    private static String vm(String name, UUID id, String kernel) {
        return "<domain type='qemu'><name>" + name + "</name><uuid>" + id + "</uuid><memory>65536</memory><os>"
                + "<type arch='x86_64'>hvm</type><kernel>" + kernel + "</kernel></os><devices/></domain>";
    }

    private static String disk(String path, String format) {
        return "<domain type='qemu'><name>vm</name><uuid>" + VM + "</uuid><memory>65536</memory><os>"
                + "<type arch='x86_64'>hvm</type></os><devices><disk type='file' device='disk'><driver name='qemu' type='"
                + format + "'/><source file='" + path + "'/><target dev='vda' bus='virtio'/></disk></devices></domain>";
    }
}
