package io.slackwater.inventory.watch.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slackwater.broker.BrokerProcess;
import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.RunState;
import io.slackwater.hypervisor.simulated.SimulatedFleet;
import io.slackwater.hypervisor.simulated.SimulatedHost;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.HostMode;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.streams.provision.ProvisioningPlan;
import io.slackwater.streams.provision.TopicProvisioner;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hosts that give the watch no rest. The system properties {@code flapping.seconds} and {@code events.seconds} make the tests longer; what
 * they print is measured, and nothing is decided by it.
 */
class RestlessHostsTest {

    /** What no other test of this process calls its fleet. */
    private static final String FLEET = "simulated://restless/";

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final int FLAPS = Integer.getInteger("flapping.seconds", 20);
    private static final int FEW_VMS = 5;
    private static final int MANY_VMS = 60;
    private static final int FLAPPING_HOSTS_OF_EACH_SIZE = 2;
    /** REACHABLE, SYNCED, UNREACHABLE. */
    private static final int RECORDS_OF_A_FLAP = 3;
    /** DECLARED, IDENTIFIED, CLAIMED, and those of the first connect. */
    private static final int RECORDS_OF_A_HOST = 5;

    private static final int EVENT_SECONDS = Integer.getInteger("events.seconds", 10);
    private static final int EVENTS_PER_SECOND = 5_000;
    private static final int TICKS_PER_SECOND = 100;
    private static final int BUSY_HOSTS = 20;
    private static final int VMS_OF_A_BUSY_HOST = 100;
    /** The heap that the service has by default. What other tests left in this process does not count; the simulated fleet does. */
    private static final long HEAP_BYTES = 160L << 20;

    private final SimulatedFleet fleet = new SimulatedFleet();
    private final CountedHosts hosts = new CountedHosts(fleet);
    private final Map<String, SimulatedHost> hostOf = new HashMap<>();
    private final List<String> vms = new ArrayList<>();
    private final ScheduledExecutorService owner = Executors.newScheduledThreadPool(2);
    private final AtomicInteger failures = new AtomicInteger();
    private long heapBefore;
    private BrokerProcess broker;
    private WatchedLog log;
    private WatchInstance instance;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        heapBefore = usedHeap();
        broker = BrokerProcess.start(directory.resolve("data"), directory.resolve("broker.log"));
        Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
        new TopicProvisioner(client, ProvisioningPlan.SINGLE_NODE).provision();
        log = new WatchedLog(broker.bootstrapServers());
        instance = new WatchInstance(hosts, client);
    }

    @AfterEach
    void stop() {
        owner.shutdownNow();
        instance.close();
        fleet.close();
        broker.close();
    }

    @Test
    void shouldDoNoMoreForAHostThatFlapsThanToReadItOncePerFlap() throws Exception {
        List<SimulatedHost> flapping = new ArrayList<>();
        for (int host = 0; host < FLAPPING_HOSTS_OF_EACH_SIZE; host++) {
            flapping.add(addHost("few-" + host, FEW_VMS));
            flapping.add(addHost("many-" + host, MANY_VMS));
        }
        awaitAllPublished();
        Map<String, Integer> statesBefore = statesPerHost();
        AtomicInteger flaps = new AtomicInteger();

        var unused = owner.scheduleAtFixedRate(
                () -> attempt(() -> {
                    if (flaps.get() < FLAPS) {
                        flapping.forEach(host -> host.faults().becomeUnreachable());
                        for (SimulatedHost host : flapping) {
                            toggle(
                                    host,
                                    host.domains().get(flaps.get() % FEW_VMS).id());
                            host.faults().heal();
                        }
                        flaps.incrementAndGet();
                    }
                }),
                0,
                1,
                TimeUnit.SECONDS);
        await().atMost(TIMEOUT.plusSeconds(FLAPS)).until(() -> flaps.get() == FLAPS);
        awaitAllPublished();

        for (SimulatedHost host : flapping) {
            String uri = uri(host.name());
            int connects = hosts.calls(uri, "open");
            assertThat(connects).as("connections to %s", host.name()).isBetween(2, FLAPS + 1);
            assertThat(hosts.calls(uri, "domains")).isLessThanOrEqualTo(connects);
            assertThat(hosts.calls(uri, "pools")).isLessThanOrEqualTo(connects);
            assertThat(hosts.calls(uri, "hostUuid")).isLessThanOrEqualTo(connects);
            assertThat(hosts.calls(uri, "domain")).as("domains read one by one").isLessThanOrEqualTo(FLAPS);
            assertThat(hostRecords(host.name()))
                    .as("records of host %s", host.name())
                    .isLessThanOrEqualTo(RECORDS_OF_A_HOST + FLAPS * RECORDS_OF_A_FLAP);
            assertThat(statesPerHost().get(host.name()) - statesBefore.get(host.name()))
                    .as("states published of %s", host.name())
                    .isLessThanOrEqualTo(FLAPS);
        }
        assertThat(hosts.open()).isEqualTo(flapping.size());
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("watch " + FLEET))
                .hasSize(flapping.size());
        assertThat(failures).hasValue(0);
    }

    @Test
    void shouldPublishTheLastStateOfEachVmThoughFiveThousandChangeInASecond() throws Exception {
        for (int host = 0; host < BUSY_HOSTS; host++) {
            addHost("busy-" + host, VMS_OF_A_BUSY_HOST);
        }
        awaitAllPublished();
        AtomicInteger events = new AtomicInteger();
        AtomicLong heap = new AtomicLong(Long.MIN_VALUE);
        int last = EVENT_SECONDS * EVENTS_PER_SECOND;

        long begun = System.nanoTime();
        var unused = owner.scheduleAtFixedRate(
                () -> attempt(() -> {
                    for (int event = 0; event < EVENTS_PER_SECOND / TICKS_PER_SECOND && events.get() < last; event++) {
                        String vm = vms.get(events.get() % vms.size());
                        toggle(hostOf.get(vm), UUID.fromString(vm));
                        events.incrementAndGet();
                    }
                }),
                0,
                1_000 / TICKS_PER_SECOND,
                TimeUnit.MILLISECONDS);
        var unusedSamples = owner.scheduleAtFixedRate(
                () -> heap.accumulateAndGet(usedHeap() - heapBefore, Math::max), 1, 2, TimeUnit.SECONDS);
        await().atMost(TIMEOUT.plusSeconds(3L * EVENT_SECONDS)).until(() -> events.get() == last);
        long offered = System.nanoTime() - begun;
        awaitAllPublished();
        long published = System.nanoTime() - begun;

        System.out.printf(
                "%d events of %d VMs in %.1f s (%.0f a second); the log had the last states %.1f s later, in %d records; %d MiB of heap at most%n",
                last,
                vms.size(),
                offered / 1e9,
                last / (offered / 1e9),
                (published - offered) / 1e9,
                statesPerHost().values().stream().mapToInt(Integer::intValue).sum(),
                heap.get() >> 20);
        assertThat(heap).hasValueBetween(Long.MIN_VALUE + 1, HEAP_BYTES);
        assertThat(failures).hasValue(0);
    }

    private SimulatedHost addHost(String name, int count) throws Exception {
        SimulatedHost host = fleet.addHost(name);
        String kernel = host.createPool("default", 1_000_000)
                .upload("vmlinuz", "raw", new byte[10])
                .path();
        for (int vm = 0; vm < count; vm++) {
            UUID id = host.define("<domain><name>vm-%d</name><uuid>%s</uuid><os><kernel>%s</kernel></os></domain>"
                    .formatted(vm, UUID.randomUUID(), kernel));
            host.start(id);
            hostOf.put(id.toString(), host);
            vms.add(id.toString());
        }
        HostEvent declared = HostEvent.newBuilder()
                .setHostId(name)
                .setType(HostEventType.DECLARED)
                .setUri(uri(name))
                .setMode(HostMode.OBSERVE)
                .setOccurredAt(Instant.now())
                .build();
        log.write(Topics.HOSTS, name, declared);
        return host;
    }

    private static String uri(String host) {
        return FLEET + host;
    }

    private static void toggle(SimulatedHost host, UUID vm) throws HypervisorException {
        if (host.domain(vm).orElseThrow().state() == RunState.PAUSED) {
            host.resume(vm);
        } else {
            host.pause(vm);
        }
    }

    /** Waits until the log says last of every VM what is so, and the board that every host is watched. */
    private void awaitAllPublished() {
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(lastStates()).isEqualTo(actualStates()));
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(instance.board().gaps(Instant.now()))
                .isEmpty());
    }

    private Map<String, String> lastStates() {
        Map<String, String> last = new HashMap<>();
        log.read(
                Topics.VM_STATES,
                entry -> last.put(entry.key(), entry.value().getState().name()));
        return last;
    }

    private Map<String, String> actualStates() {
        Map<String, String> actual = new HashMap<>();
        for (SimulatedHost host : fleet.hosts()) {
            for (Domain domain : host.domains()) {
                actual.put(domain.id().toString(), domain.state().name());
            }
        }
        return actual;
    }

    private Map<String, Integer> statesPerHost() {
        Map<String, Integer> states = new HashMap<>();
        log.read(Topics.VM_STATES, entry -> states.merge(entry.value().getHostId(), 1, Integer::sum));
        return states;
    }

    private int hostRecords(String hostId) {
        AtomicInteger records = new AtomicInteger();
        log.read(Topics.HOSTS, entry -> {
            if (entry.value().getHostId().equals(hostId)) {
                records.incrementAndGet();
            }
        });
        return records.get();
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private void attempt(Change change) {
        try {
            change.make();
        } catch (HypervisorException | RuntimeException e) {
            failures.incrementAndGet();
        }
    }

    private interface Change {
        void make() throws HypervisorException;
    }
}
