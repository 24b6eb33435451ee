package io.slackwater.inventory.watch.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slackwater.broker.BrokerConfiguration;
import io.slackwater.broker.EmbeddedBroker;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.simulated.SimulatedFleet;
import io.slackwater.hypervisor.simulated.SimulatedHost;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.HostMode;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmEventType;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.streams.provision.ProvisioningPlan;
import io.slackwater.streams.provision.TopicProvisioner;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two declared hosts whose URIs lead to one libvirt, or that seem to. */
class SameHostTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int VMS = 3;

    private final SimulatedFleet fleet = new SimulatedFleet();
    private final List<WatchInstance> instances = new ArrayList<>();
    private EmbeddedBroker broker;
    private WatchedLog log;
    private SimulatedHost machine;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        broker = EmbeddedBroker.start(BrokerConfiguration.local(directory));
        new TopicProvisioner(client(), ProvisioningPlan.SINGLE_NODE).provision();
        log = new WatchedLog(broker.bootstrapServers());
        machine = addMachine("machine-1");
    }

    @AfterEach
    void stop() {
        instances.forEach(WatchInstance::close);
        fleet.close();
        broker.close();
    }

    @Test
    void shouldWatchOneHostUnderTheNameThatWasThereFirst() throws Exception {
        declare("rack1-a", "simulated://by-address/machine-1");
        startInstance();
        awaitLast("rack1-a", HostEventType.SYNCED);

        declare("rack1-b", "simulated://by-name/machine-1");
        awaitDecided("rack1-b");

        assertThat(hostsThatHaveVms()).containsExactly("rack1-a");
        assertThat(lastOf("rack1-a").orElseThrow().getType()).isEqualTo(HostEventType.SYNCED);
        assertThat(lastOf("rack1-b").orElseThrow().getReason().orElse("")).startsWith("SAME_HOST_AS rack1-a: ");
    }

    @Test
    void shouldGoOnWatchingTheSameOneOfTwoNamesThatCameAtOnceThoughInstancesEndAndStart() throws Exception {
        startInstance();
        startInstance();
        declare("rack1-a", "simulated://by-address/machine-1");
        declare("rack1-b", "simulated://by-name/machine-1");
        awaitDecided("rack1-a");
        awaitDecided("rack1-b");
        Set<String> first = hostsThatHaveVms();
        assertThat(first).hasSize(1);
        long synced = countOfSynced();

        instances.remove(0).close();
        instances.remove(0).close();
        startInstance();
        await().atMost(TIMEOUT).until(() -> countOfSynced() > synced);
        startInstance();
        awaitQuiet();

        assertThat(hostsThatHaveVms()).isEqualTo(first);
        assertThat(hostsThatWereSynced()).isEqualTo(first);
    }

    @Test
    void shouldWatchTheOtherNameOnceTheFirstIsRetiredAndStayWithItWhenTheFirstComesBack() throws Exception {
        startInstance();
        declare("rack1-a", "simulated://by-address/machine-1");
        awaitLast("rack1-a", HostEventType.SYNCED);
        declare("rack1-b", "simulated://by-name/machine-1");
        awaitLast("rack1-b", HostEventType.UNREACHABLE);

        log.write(
                Topics.HOSTS,
                "rack1-a",
                event("rack1-a", HostEventType.RETIRED)
                        .setReason("one too many")
                        .build());
        awaitLast("rack1-b", HostEventType.SYNCED);
        await().atMost(TIMEOUT).until(this::hostsThatHaveVms, Set.of("rack1-b")::equals);
        declare("rack1-a", "simulated://by-address/machine-1");
        awaitLast("rack1-a", HostEventType.UNREACHABLE);

        assertThat(hostsThatHaveVms()).containsExactly("rack1-b");
    }

    @Test
    void shouldWatchTheOtherNameOnceTheFirstLeadsElsewhere() throws Exception {
        SimulatedHost other = addMachine("machine-2");
        startInstance();
        declare("rack1-a", "simulated://by-address/machine-1");
        awaitLast("rack1-a", HostEventType.SYNCED);
        declare("rack1-b", "simulated://by-name/machine-1");
        awaitLast("rack1-b", HostEventType.UNREACHABLE);

        declare("rack1-a", "simulated://by-address/machine-2");

        Map<String, Set<String>> expected = Map.of("rack1-a", idsOf(other), "rack1-b", idsOf(machine));
        await().atMost(TIMEOUT).until(this::vmsByHost, expected::equals);
    }

    @Test
    void shouldWatchTwoMachinesOfOneUuidOnceOneHasItsOwn() throws Exception {
        SimulatedHost clone = addMachine("machine-2");
        clone.uuid(machine.uuid());
        startInstance();
        declare("rack1-a", "simulated://fleet/machine-1");
        awaitLast("rack1-a", HostEventType.SYNCED);
        declare("rack1-b", "simulated://fleet/machine-2");
        awaitLast("rack1-b", HostEventType.UNREACHABLE);

        clone.uuid(Optional.of(UUID.randomUUID()));

        awaitLast("rack1-b", HostEventType.SYNCED);
        assertThat(hostsThatHaveVms()).containsExactlyInAnyOrder("rack1-a", "rack1-b");
    }

    @Test
    void shouldWatchHostsThatTellNoUuidAndSayThatItIsNotKnownWhichTheyAre() throws Exception {
        machine.uuid(Optional.empty());
        addMachine("machine-2").uuid(Optional.empty());
        WatchInstance instance = startInstance();

        declare("rack1-a", "simulated://fleet/machine-1");
        declare("rack1-b", "simulated://fleet/machine-2");

        awaitLast("rack1-a", HostEventType.SYNCED);
        awaitLast("rack1-b", HostEventType.SYNCED);
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(
                        instance.claims().unclear("rack1-a").orElse(""))
                .startsWith("HOST_UUID_UNKNOWN"));
        assertThat(instance.claims().sameHostAs("rack1-b")).isEmpty();
    }

    private SimulatedHost addMachine(String name) throws HypervisorException {
        SimulatedHost host = fleet.addHost(name);
        String kernel = host.createPool("default", 1_000_000)
                .upload("vmlinuz", "raw", new byte[10])
                .path();
        for (int vm = 1; vm <= VMS; vm++) {
            host.define("<domain><name>vm-%d</name><uuid>%s</uuid><os><kernel>%s</kernel></os></domain>"
                    .formatted(vm, UUID.randomUUID(), kernel));
        }
        return host;
    }

    private WatchInstance startInstance() {
        WatchInstance instance = new WatchInstance(fleet, client());
        instances.add(instance);
        return instance;
    }

    private Map<String, Object> client() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    private void declare(String hostId, String uri) throws Exception {
        log.write(
                Topics.HOSTS,
                hostId,
                event(hostId, HostEventType.DECLARED).setUri(uri).build());
    }

    private static HostEvent.Builder event(String hostId, HostEventType type) {
        return HostEvent.newBuilder()
                .setHostId(hostId)
                .setType(type)
                .setMode(HostMode.OBSERVE)
                .setOccurredAt(Instant.now());
    }

    private void awaitLast(String hostId, HostEventType type) {
        await().atMost(TIMEOUT)
                .until(() ->
                        lastOf(hostId).filter(last -> last.getType() == type).isPresent());
    }

    /** Returns what the log says last of how a host is doing. */
    private Optional<HostEvent> lastOf(String hostId) {
        Set<HostEventType> types = Set.of(HostEventType.REACHABLE, HostEventType.SYNCED, HostEventType.UNREACHABLE);
        return log.read(Topics.HOSTS).stream()
                .map(ConsumerRecord::value)
                .filter(event -> event.getHostId().equals(hostId) && types.contains(event.getType()))
                .reduce((first, second) -> second);
    }

    /** Waits until the log says of a host that it was read, or why not. */
    private void awaitDecided(String hostId) {
        await().atMost(TIMEOUT).until(() -> lastOf(hostId)
                .filter(last -> last.getType() != HostEventType.REACHABLE)
                .isPresent());
    }

    /** Waits until the hosts were tried again, and the log takes nothing more. */
    private void awaitQuiet() {
        await().atMost(TIMEOUT)
                .during(Duration.ofSeconds(2))
                .until(() -> log.read(Topics.HOSTS).size(), new Unchanged()::since);
    }

    private long countOfSynced() {
        return log.read(Topics.HOSTS).stream()
                .filter(entry -> entry.value().getType() == HostEventType.SYNCED)
                .count();
    }

    private Set<String> hostsThatWereSynced() {
        return log.read(Topics.HOSTS).stream()
                .map(ConsumerRecord::value)
                .filter(event -> event.getType() == HostEventType.SYNCED)
                .map(HostEvent::getHostId)
                .collect(Collectors.toSet());
    }

    private static Set<String> idsOf(SimulatedHost host) {
        return host.domains().stream().map(domain -> domain.id().toString()).collect(Collectors.toSet());
    }

    private Set<String> hostsThatHaveVms() {
        return vmsByHost().keySet();
    }

    /** Returns the VMs that the log says each host has; hosts without VMs left out. */
    private Map<String, Set<String>> vmsByHost() {
        Map<String, Set<String>> vms = new HashMap<>();
        for (ConsumerRecord<String, VmEvent> entry : log.read(Topics.VM_INVENTORY)) {
            VmEvent event = entry.value();
            Set<String> ofHost = vms.computeIfAbsent(event.getHostId(), host -> new HashSet<>());
            if (event.getType() == VmEventType.OBSERVED) {
                ofHost.add(event.getVmId());
            } else {
                ofHost.remove(event.getVmId());
            }
        }
        vms.values().removeIf(Set::isEmpty);
        return vms;
    }

    /** Whether a number is what it was when it was asked for before. */
    private static final class Unchanged {

        private int last = -1;

        boolean since(int now) {
            boolean isSame = now == last;
            last = now;
            return isSame;
        }
    }
}
