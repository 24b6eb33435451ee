package io.slackwater.worker.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.host.HostCheckResult;
import io.slackwater.domain.storage.model.StorageTask;
import io.slackwater.domain.storage.model.StorageTask.Site;
import io.slackwater.domain.storage.model.StorageTaskReport;
import io.slackwater.domain.storage.model.VolumeCommand;
import io.slackwater.domain.volume.Artifact;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.StandardHypervisors;
import io.slackwater.hypervisor.StoreMarker;
import io.slackwater.hypervisor.simulated.SimulatedFleet;
import io.slackwater.hypervisor.simulated.SimulatedHost;
import io.slackwater.hypervisor.simulated.SimulatedPool;
import io.slackwater.worker.Lifetime;
import io.slackwater.worker.storage.host.Bandwidth;
import io.slackwater.worker.storage.host.StorageConnections;
import io.slackwater.worker.storage.stage.StagingLimits;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a look owes to the guests that a host has on connections of another kind, such as a user's session. */
class FurtherConnectionsTest {

    private static final String HOSTS = "simulated://127.0.0.1/";
    private static final String SESSION = HOSTS + "session";
    private static final UUID VM = UUID.fromString("6f1b2c3d-0000-4000-8000-000000000001");

    private final SimulatedFleet fleet = new SimulatedFleet();
    private SimulatedHost own;
    private SimulatedHost session;
    private SimulatedPool pool;
    private String path;
    private Watched.Owner sessionsOwner = Watched.NOBODY;
    private Watched.Owner ownsOwner = Watched.NOBODY;

    @BeforeEach
    void prepare() throws HypervisorException {
        own = fleet.addHost("h1");
        session = fleet.addHost("session");
        pool = own.createPool("default", 1_000_000);
        pool.upload(StoreMarker.nameOf("h1/default"), "raw", new byte[512]);
        path = pool.upload("old", "raw", new byte[100]).path();
        session.createPool("of-the-session", 1_000_000);
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    @Test
    void shouldKeepWhatAGuestOfAFurtherConnectionUses() throws Exception {
        session.define(vm("<kernel>" + path + "</kernel>", ""));

        Blocker kept = onlyBlocker(reclaim());

        assertThat(kept.code()).isEqualTo(BlockerCode.USED_BY_VM);
        assertThat(kept.subject()).isEqualTo(VM.toString());
        assertThat(kept.detail()).contains("web", SESSION, "h1");
        session.undefine(VM);
        assertThat(reclaim())
                .isInstanceOfSatisfying(StorageTaskReport.Deleted.class, deleted -> assertThat(deleted.hostChecks())
                        .extracting(HostCheckResult::hostId)
                        .containsExactly("h1"));
    }

    @Test
    void shouldKeepWhileAFurtherConnectionDoesNotAnswer() {
        sessionsOwner = (method, count, arguments) -> {
            if (method.equals("domains")) {
                throw new HypervisorException.Unreachable("gone", null);
            }
        };

        Blocker kept = onlyBlocker(reclaim());

        assertThat(kept.code()).isEqualTo(BlockerCode.HOST_UNREACHABLE);
        assertThat(kept.subject()).isEqualTo("h1");
        assertThat(kept.detail()).contains(SESSION, "gone", "h1", "default");
        sessionsOwner = Watched.NOBODY;
        assertThat(reclaim()).isInstanceOf(StorageTaskReport.Deleted.class);
    }

    @Test
    void shouldKeepWhatNoDriverCanBeAskedAbout() {
        Blocker kept = onlyBlocker(reclaim("lcx:///system"));

        assertThat(kept.code()).isEqualTo(BlockerCode.HOST_UNREACHABLE);
        assertThat(kept.detail()).contains("lcx:///system");
    }

    @Test
    void shouldNameTheUriAtWhichThisProgramFails() {
        sessionsOwner = (method, count, arguments) -> {
            if (method.equals("domains")) {
                throw new StackOverflowError();
            }
        };

        assertThat(onlyBlocker(reclaim()).detail()).contains(SESSION, "StackOverflowError", "h1");
    }

    @Test
    void shouldKeepWhatAVmUsesThatIsAlwaysOnTheConnectionThatIsNotAsked() throws Exception {
        session.define(vm("<kernel>" + path + "</kernel>", ""));
        sessionsOwner = (method, count, arguments) -> move(method, own, session);
        ownsOwner = (method, count, arguments) -> move(method, session, own);

        assertThat(onlyBlocker(reclaim()).code()).isEqualTo(BlockerCode.USED_BY_VM);
    }

    @Test
    void shouldNotTakeAPoolOfAFurtherConnectionForTheHosts() throws Exception {
        own.createPool("of-the-session", 1_000_000).upload("disk", "raw", new byte[10]);
        session.define(vm(
                "",
                "<disk type='volume' device='disk'><driver name='qemu' type='raw'/>"
                        + "<source pool='of-the-session' volume='disk'/><target dev='vda'/></disk>"));

        Blocker kept = onlyBlocker(reclaim());

        assertThat(kept.code()).isEqualTo(BlockerCode.VM_UNKNOWN);
        assertThat(kept.detail()).contains("web", SESSION, "h1", "name the file by its path");
    }

    @Test
    void shouldNotReplaceWhatAGuestOfAFurtherConnectionUses(@TempDir Path directory) throws Exception {
        Artifact artifact = EmptyArtifact.of(directory, 50);
        path = pool.upload(artifact.volumeName(), "raw", new byte[] {1}).path();
        session.define(vm("<kernel>" + path + "</kernel>", ""));
        VolumeRef volume = new VolumeRef("h1/default", artifact.volumeName(), "");

        StorageTaskReport result = on(new StorageTask(
                "command", VolumeCommand.Type.STAGE, volume, List.of(site(SESSION)), Optional.of(artifact)));

        assertThat(onlyBlocker(result).code()).isEqualTo(BlockerCode.USED_BY_VM);
        session.undefine(VM);
        assertThat(on(new StorageTask(
                        "command", VolumeCommand.Type.STAGE, volume, List.of(site(SESSION)), Optional.of(artifact))))
                .isInstanceOf(StorageTaskReport.Staged.class);
    }

    private void move(String method, SimulatedHost from, SimulatedHost to) throws Exception {
        if (method.equals("domains") && from.domain(VM).isPresent()) {
            from.undefine(VM);
            to.define(vm("<kernel>" + path + "</kernel>", ""));
        }
    }

    private StorageTaskReport reclaim() {
        return reclaim(SESSION);
    }

    private StorageTaskReport reclaim(String further) {
        return on(new StorageTask(
                "command",
                VolumeCommand.Type.RECLAIM,
                new VolumeRef("h1/default", "old", path),
                List.of(site(further)),
                Optional.empty()));
    }

    private StorageTaskReport on(StorageTask task) {
        StorageConnections hosts = site -> site.uri().equals(SESSION) ? session() : own(site.uri());
        StorageTaskHandler work =
                StorageWorkerFactory.work(hosts, new StagingLimits(0.1, Bandwidth.unlimited()), Clock.systemUTC());
        return work.on(task, new Lifetime(Duration.ofMinutes(1), Duration.ZERO, System::nanoTime), uploading -> {});
    }

    /** Its owner acts after each call. */
    private HostConnection session() throws HypervisorException {
        return new Watched(open(SESSION), Watched.NOBODY, sessionsOwner).connection();
    }

    private HostConnection own(String uri) throws HypervisorException {
        return new Watched(open(uri), Watched.NOBODY, ownsOwner).connection();
    }

    private HostConnection open(String uri) throws HypervisorException {
        return uri.startsWith(HOSTS) ? fleet.open(uri) : new StandardHypervisors().open(uri);
    }

    private static Site site(String further) {
        return new Site("h1", HOSTS + "h1", "default", List.of(further));
    }

    private static Blocker onlyBlocker(StorageTaskReport result) {
        List<Blocker> blockers = result instanceof StorageTaskReport.Failed failed
                ? failed.blockers()
                : result instanceof StorageTaskReport.Referenced referenced ? referenced.blockers() : List.of();
        assertThat(blockers).as("%s", result).hasSize(1);
        return blockers.get(0);
    }

    private static String vm(String boot, String devices) {
        return "<domain type='qemu'><name>web</name><uuid>" + VM + "</uuid><memory>65536</memory><os>"
                + "<type arch='x86_64'>hvm</type>" + boot + "</os><devices>" + devices + "</devices></domain>";
    }
}
