package io.slackwater.worker.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slackwater.domain.adoption.ContentMatch;
import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.storage.model.StorageTask;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.Hypervisors;
import io.slackwater.hypervisor.access.HostConnections;
import io.slackwater.hypervisor.simulated.SimulatedFleet;
import io.slackwater.hypervisor.simulated.SimulatedHost;
import io.slackwater.hypervisor.simulated.SimulatedPool;
import io.slackwater.worker.storage.host.Bandwidth;
import io.slackwater.worker.storage.host.StorageConnections;
import io.slackwater.worker.storage.scan.StoreScan;
import io.slackwater.worker.storage.scan.StoreScanner;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatedStoreScanTest extends StoreScanContract {

    private static final String HOSTS = "simulated://127.0.0.1/";

    private final SimulatedFleet fleet = new SimulatedFleet();
    private final CountDownLatch reading = new CountDownLatch(1);
    private final AtomicInteger readings = new AtomicInteger();
    private SimulatedHost host;
    private SimulatedPool pool;

    @BeforeEach
    void prepare() {
        host = fleet.addHost("h1");
        pool = host.createPool("default", 10_000_000);
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    @Test
    void shouldAnswerBeforeALargeVolumeIsReadAndKnowItLater() throws Exception {
        put("boot", KERNEL);
        try (StoreScanner survey = slow(Duration.ZERO)) {
            assertThat(match(survey)).isEqualTo(new ContentMatch.Unread("it is being read"));

            reading.countDown();

            await().untilAsserted(() -> assertThat(match(survey)).isInstanceOf(ContentMatch.ByDigest.class));
            assertThat(readings).hasValue(1);
        }
    }

    @Test
    void shouldSayWhichHostDidNotAnswer() throws Exception {
        fleet.addHost("h2").faults().becomeUnreachable();
        put("boot", KERNEL);
        try (StoreScanner survey = open(Duration.ofSeconds(20))) {
            StorageTask.Site other = new StorageTask.Site("h2", HOSTS + "h2", "default");

            StoreScan scan = survey.of(question(volume -> true, other, site()), matching());

            assertThat(scan.unasked()).extracting(Blocker::subject).containsExactly("h2");
            assertThat(scan.volumes()).hasSize(1);
        }
    }

    private ContentMatch match(StoreScanner scanner) throws InterruptedException {
        return scanner.of(question(volume -> true, site()), matching())
                .volumes()
                .get(0)
                .match();
    }

    private StoreScanner slow(Duration patience) {
        StorageConnections hosts = StorageConnections.over(new HostConnections(this::slow, Duration.ofSeconds(20)));
        return StorageWorkerFactory.survey(hosts, 10, patience, Bandwidth.unlimited(), Clock.systemUTC());
    }

    private HostConnection slow(String uri) throws HypervisorException {
        HostConnection connection = fleet.open(uri);
        return (HostConnection) Proxy.newProxyInstance(
                SimulatedStoreScanTest.class.getClassLoader(),
                new Class<?>[] {HostConnection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("sha256")) {
                        readings.incrementAndGet();
                        reading.await();
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    @Override
    Hypervisors hypervisors() {
        return fleet;
    }

    @Override
    StorageTask.Site site() {
        return new StorageTask.Site("h1", HOSTS + "h1", "default");
    }

    @Override
    String put(String volume, byte[] content) throws Exception {
        try (HostConnection connection = fleet.open(HOSTS + "h1")) {
            if (pool.read().volume(volume).isPresent()) {
                connection.delete("default", volume);
            }
        }
        return pool.upload(volume, "raw", content).path();
    }

    @Override
    void overlay(String volume, String backing) throws Exception {
        try (HostConnection connection = fleet.open(HOSTS + "h1")) {
            connection.createOverlay(
                    "default", volume, pool.read().volume(backing).orElseThrow(), 0);
        }
    }

    @Override
    void defineVm(String kernelPath) throws Exception {
        host.define("<domain type='qemu'><name>vm1</name><uuid>6f1b2c3d-0000-4000-8000-000000000001</uuid>"
                + "<memory>65536</memory><os><type arch='x86_64'>hvm</type><kernel>" + kernelPath
                + "</kernel></os><devices/></domain>");
    }
}
