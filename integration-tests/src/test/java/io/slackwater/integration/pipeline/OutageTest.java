package io.slackwater.integration.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.slackwater.broker.BrokerProcess;
import io.slackwater.integration.log.EventLog;
import io.slackwater.integration.log.PoisonedLog;
import io.slackwater.integration.log.Progress;
import io.slackwater.integration.offer.ChangeOffer;
import io.slackwater.integration.services.RunningServices;
import io.slackwater.lab.SmallDisk;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.standalone.process.Health;
import io.slackwater.standalone.services.Service;
import io.slackwater.streams.provision.ProvisioningPlan;
import io.slackwater.streams.provision.TopicProvisioner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A rollout over 200 VMs while poison records come, and while the broker stands still, is killed, and has a full disk. In each of these
 * a quarter of the VMs is shut down. The system property {@code outage.seconds} says how long each lasts: 15 s where it is not set.
 */
class OutageTest {

    private static final int VMS = 200;
    private static final int QUARTER = VMS / 4;
    private static final Duration OUTAGE = Duration.ofSeconds(Long.getLong("outage.seconds", 15));
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int DISK_MEBIBYTES = 512;

    @TempDir
    private Path directory;

    private SmallDisk disk;
    private BrokerProcess broker;
    private KernelFleet fleet;
    private RunningServices services;
    private EventLog log;
    private Map<String, Long> poison = Map.of();

    @BeforeEach
    void start() throws Exception {
        assumeTrue(SmallDisk.isPossible(), "only root can mount a file system of its own");
        // They stay after the test.
        Path logs = Files.createTempDirectory(Path.of("target"), "outage-");
        System.out.println("Logs of the services and the broker: " + logs);
        disk = SmallDisk.mount(directory.resolve("disk"), DISK_MEBIBYTES);
        broker = BrokerProcess.start(disk.directory().resolve("data"), logs.resolve("broker.log"));
        new TopicProvisioner(Map.of("bootstrap.servers", broker.bootstrapServers()), ProvisioningPlan.SINGLE_NODE)
                .provision();
        fleet = new KernelFleet(VMS);
        services =
                RunningServices.start(logs.resolve("services"), broker.bootstrapServers(), fleet.serviceProperties());
        log = new EventLog(broker.bootstrapServers());
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable part : new AutoCloseable[] {log, services, fleet, broker, disk}) {
            if (part != null) {
                part.close();
            }
        }
    }

    @Test
    void shouldVerifyEachVmOnceThroughPoisonAndOutages() throws Exception {
        // given a rollout that waits for its VMs
        Progress progress = new Progress(log);
        new ChangeOffer(services.addressOf(Service.PATCH_INGEST)).post("debian", KernelFleet.newerKernel());
        progress.awaitPhase(UpdatePhase.REQUIRED, fleet.vms());
        System.out.printf("%-20s %10s %14s%n", "what happened", "lasted", "all back after");

        // when VMs are shut down and started through each of these
        update(0, "poison", () -> poison = PoisonedLog.write(broker.bootstrapServers()), () -> {});
        update(1, "broker paused", broker::pause, () -> {
            assertTold();
            broker.resume();
        });
        update(2, "broker killed", broker::kill, () -> {
            assertTold();
            broker.startAgain();
        });
        update(3, "disk of broker full", disk::fill, () -> {
            disk.free();
            if (!broker.isAlive()) {
                broker.startAgain();
            }
        });

        // then each was verified once, and every service lives
        progress.awaitPhase(UpdatePhase.VERIFIED, fleet.vms());
        assertThat(log.of(UpdateEvent.class))
                .filteredOn(update ->
                        update.getPhase() == UpdatePhase.VERIFIED && fleet.vms().contains(update.getVmId()))
                .extracting(UpdateEvent::getVmId)
                .containsExactlyInAnyOrderElementsOf(fleet.vms());
        progress.awaitReclaimed(KernelFleet.STORE, KernelFleet.OLD_VOLUME);
        assertDeadLetters();
        System.out.println(services.deaths().size() + " times a service ended by itself and was started again");
    }

    /** Each reader of a topic makes one dead letter of each record. Only who writes host-vms and store-volumes reads them, and makes none. */
    private void assertDeadLetters() {
        Map<String, Long> letters = PoisonedLog.deadLetters(broker.bootstrapServers());
        System.out.println("poison records: " + poison);
        System.out.println("dead letters:   " + letters);
        assertThat(poison)
                .allSatisfy((topic, count) -> assertThat(count).as(topic).isPositive());
        letters.remove(Topics.HOST_VMS.name());
        letters.remove(Topics.STORE_VOLUMES.name());
        assertThat(letters).allSatisfy((topic, count) -> {
            assertThat(count).as(topic).isPositive();
            assertThat(count % poison.get(topic)).as(topic).isZero();
        });
    }

    /** While the broker is away, the health of every service says so. */
    private void assertTold() {
        for (Service service : Service.values()) {
            assertThat(services.health(service))
                    .as(service.module())
                    .isInstanceOfSatisfying(Health.NotUp.class, health -> assertThat(health.reason())
                            .contains("broker is DOWN"));
        }
    }

    private void update(int quarter, String name, Step begin, Step end) throws Exception {
        List<String> vms = fleet.vms().subList(quarter * QUARTER, (quarter + 1) * QUARTER);
        begin.run();
        long begun = System.nanoTime();
        fleet.shutDown(vms);
        await().pollDelay(OUTAGE).timeout(OUTAGE.plusSeconds(10)).until(() -> true);
        end.run();
        long ended = System.nanoTime();
        new Progress(log).awaitPhase(UpdatePhase.APPLIED, vms);
        for (Service service : Service.values()) {
            await().atMost(PATIENCE).until(() -> services.health(service) instanceof Health.Up);
        }
        System.out.printf("%-20s %8d s %12d s%n", name, (ended - begun) / 1_000_000_000, seconds(ended));
        fleet.start(vms);
    }

    private static long seconds(long since) {
        return Duration.ofNanos(System.nanoTime() - since).toSeconds();
    }

    /** Something that is done to the broker. */
    private interface Step {
        void run() throws Exception;
    }
}
