package io.slackwater.inventory.watch.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.simulated.SimulatedFleet;
import io.slackwater.hypervisor.simulated.SimulatedHost;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.HostMode;
import io.slackwater.schemas.VmState;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.streams.provision.ProvisioningPlan;
import io.slackwater.streams.provision.TopicProvisioner;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;

/** A simulated fleet of running VMs, watched by a loop whose Kafka timeouts are so short that an outage of seconds crosses them. */
final class WatchedFleet implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SimulatedFleet fleet = new SimulatedFleet();
    private final Map<UUID, SimulatedHost> hostOf = new HashMap<>();
    private final Map<String, Integer> opens = new ConcurrentHashMap<>();
    private final Set<String> deadly = ConcurrentHashMap.newKeySet();
    private final WatchedLog log;
    private final WatchInstance instance;

    /** Provisions the topics, and watches hosts whose VMs all run; returns when the log says of each that it runs. */
    WatchedFleet(String bootstrapServers, int hosts, int vmsOfEach, Map<String, Object> timeouts) throws Exception {
        log = new WatchedLog(bootstrapServers);
        Map<String, Object> client = new HashMap<>(timeouts);
        client.put("bootstrap.servers", bootstrapServers);
        new TopicProvisioner(Map.of("bootstrap.servers", bootstrapServers), ProvisioningPlan.SINGLE_NODE).provision();
        for (int host = 1; host <= hosts; host++) {
            addHost("host-" + host, vmsOfEach);
        }
        declareHosts();
        instance = new WatchInstance(this::open, client);
        awaitAllPublished(VmState.RUNNING);
    }

    /** Lets memory run out on the thread that watches a host, when it opens the host next, which is soon. */
    void killWatchOf(String host) {
        deadly.add(uri(host));
        SimulatedHost dying = hostOf.values().stream()
                .filter(candidate -> candidate.name().equals(host))
                .findFirst()
                .orElseThrow();
        dying.faults().becomeUnreachable();
        dying.faults().heal();
    }

    /** Waits until the thread of a host has died, and the host is watched again. */
    void awaitWatchedAnew(String host) {
        // Awaitility would take the death of the watch's thread for one of the test's own.
        await().dontCatchUncaughtExceptions().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(deadly).isEmpty();
            assertThat(opens.get(uri(host))).isGreaterThan(2);
            assertThat(instance.board().gaps(Instant.now())).isEmpty();
            assertThat(instance.board().hosts().get(host).reachable()).isTrue();
        });
    }

    void assertOpenedOnce(String... hosts) {
        for (String host : hosts) {
            assertThat(opens.get(uri(host))).as("opens of %s", host).isEqualTo(1);
        }
    }

    private HostConnection open(String uri) throws HypervisorException {
        opens.merge(uri, 1, Integer::sum);
        if (deadly.remove(uri)) {
            throw new OutOfMemoryError("on purpose");
        }
        return fleet.open(uri);
    }

    private static String uri(String host) {
        return "simulated://fleet/" + host;
    }

    /** Starts all VMs that are off, and waits until the log says so. */
    void startAll() throws HypervisorException {
        Set<UUID> running = vmsThatAre(VmState.RUNNING);
        for (Map.Entry<UUID, SimulatedHost> vm : hostOf.entrySet()) {
            if (!running.contains(vm.getKey())) {
                vm.getValue().start(vm.getKey());
            }
        }
        awaitAllPublished(VmState.RUNNING);
    }

    /** Waits until the board says of every host that it is not watched, since something failed. */
    void awaitNoneWatched() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(instance.board().gaps(Instant.now()))
                .containsOnlyKeys(hostNames())
                .allSatisfy((host, gap) -> assertThat(gap.isFailure()).isTrue()));
    }

    /** Waits until the log says last of every VM that it is in a state, and the board that every host is watched. */
    void awaitAllPublished(VmState state) {
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(KafkaException.class)
                .untilAsserted(() -> assertThat(vmsThatAre(state)).isEqualTo(hostOf.keySet()));
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(instance.board().gaps(Instant.now())).isEmpty();
            assertThat(instance.board().outage()).isEmpty();
        });
    }

    void shutDownAll() throws HypervisorException {
        for (Map.Entry<UUID, SimulatedHost> vm : hostOf.entrySet()) {
            vm.getValue().shutdown(vm.getKey());
        }
    }

    /** Returns the VMs of which the log says last that they are in a state. */
    private Set<UUID> vmsThatAre(VmState state) {
        Map<UUID, VmState> last = new HashMap<>();
        log.read(Topics.VM_STATES)
                .forEach(entry ->
                        last.put(UUID.fromString(entry.key()), entry.value().getState()));
        Set<UUID> found = new HashSet<>(last.keySet());
        found.removeIf(vm -> last.get(vm) != state);
        return found;
    }

    private void addHost(String name, int vms) throws HypervisorException {
        SimulatedHost host = fleet.addHost(name);
        String kernel = host.createPool("default", 1_000_000)
                .upload("vmlinuz", "raw", new byte[10])
                .path();
        for (int vm = 1; vm <= vms; vm++) {
            UUID id = host.define("<domain><name>vm-%d</name><uuid>%s</uuid><os><kernel>%s</kernel></os></domain>"
                    .formatted(vm, UUID.randomUUID(), kernel));
            host.start(id);
            hostOf.put(id, host);
        }
    }

    private void declareHosts() throws Exception {
        for (String host : hostNames()) {
            log.write(
                    Topics.HOSTS,
                    host,
                    HostEvent.newBuilder()
                            .setHostId(host)
                            .setType(HostEventType.DECLARED)
                            .setUri(uri(host))
                            .setMode(HostMode.OBSERVE)
                            .setOccurredAt(Instant.now())
                            .build());
        }
    }

    private Set<String> hostNames() {
        return hostOf.values().stream().map(SimulatedHost::name).collect(Collectors.toSet());
    }

    @Override
    public void close() {
        instance.close();
        fleet.close();
    }
}
