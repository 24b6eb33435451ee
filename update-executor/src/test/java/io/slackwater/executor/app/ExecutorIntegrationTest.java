package io.slackwater.executor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.StandardHypervisors;
import io.slackwater.hypervisor.Volume;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.HostMode;
import io.slackwater.schemas.OutcomeStatus;
import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.PortionVersion;
import io.slackwater.schemas.Replacement;
import io.slackwater.schemas.Severity;
import io.slackwater.schemas.SlotKind;
import io.slackwater.schemas.UpdateCommand;
import io.slackwater.schemas.UpdateCommandType;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdateOutcome;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.UpdateState;
import io.slackwater.schemas.Use;
import io.slackwater.schemas.VerifiedBy;
import io.slackwater.schemas.VersionOrder;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmEventType;
import io.slackwater.schemas.VmState;
import io.slackwater.schemas.VmStateEvent;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.schemas.VolumeFormat;
import io.slackwater.schemas.VolumeOwner;
import io.slackwater.schemas.VolumeRef;
import io.slackwater.schemas.cloudevents.EventHeaders;
import io.slackwater.schemas.serde.AvroCodec;
import io.slackwater.schemas.serde.Unexplained;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.streams.DeadLetters;
import io.slackwater.streams.poison.PoisonRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The whole service on a real broker, with a simulated host; the test plays the other services and the VM's owner. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@QuarkusTest
@QuarkusTestResource(BrokerAndFleet.class)
class ExecutorIntegrationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String HOST = BrokerAndFleet.HOST;
    private static final String STORE = HOST + "/default";
    private static final String CHANGE = "debian-12-0123456789abcdef";
    private static final String UPDATE = "0123456789abcdef0123456789abcdef";
    private static final String KERNEL = "debian-12/kernel";
    private static final String STRANGER = "99999999-9999-9999-9999-999999999999";
    private static final String OTHER_STRANGER = "88888888-8888-8888-8888-888888888888";
    private static final UUID VM = UUID.fromString(BrokerAndFleet.VM);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = BrokerAndFleet.HOST_URI, defaultValue = "")
    String hostUri;

    private LogClient log;
    private HostConnection host;

    @BeforeEach
    void connect() throws HypervisorException {
        log = new LogClient(bootstrapServers);
        host = new StandardHypervisors().open(hostUri);
    }

    @AfterEach
    void disconnect() {
        host.close();
        log.close();
    }

    @Test
    void shouldUpdateAVmAndProveItByWhatTheGuestReports() throws HypervisorException {
        aReadyHostAndAStagedKernel();
        observe(BrokerAndFleet.OLD_KERNEL, VmState.SHUTOFF, "SHUTDOWN");
        log.write(Topics.UPDATES, VM.toString(), required());

        awaitPhase(UpdatePhase.APPLIED);
        assertThat(host.domain(VM).orElseThrow().definition())
                .contains(volume(BrokerAndFleet.NEW_KERNEL).getPath())
                .contains(UPDATE);

        host.start(VM);
        observe(BrokerAndFleet.NEW_KERNEL, VmState.RUNNING, "BOOTED");
        awaitPhase(UpdatePhase.VERIFIED);

        List<UpdateEvent> said = said();
        assertThat(said.get(said.size() - 1).getKernelRelease()).contains("6.2.0-1-amd64");
        assertThat(phases())
                .containsSubsequence("GRANTED", "APPLIED", "VERIFIED")
                .doesNotContain("FAILED", "RELEASED");
        AvroCodec<UpdateOutcome> outcomes = new AvroCodec<>(UpdateOutcome.class);
        String trace = log.readBytes(Topics.OUTCOMES.name()).stream()
                .filter(entry -> outcomes.decode(entry.value()).getVmId().equals(VM.toString()))
                .map(entry -> EventHeaders.read(entry.headers(), EventHeaders.TRACE_PARENT)
                        .orElse(""))
                .map(parent -> parent.substring(3, 35))
                .distinct()
                .reduce("", String::concat);
        assertThat(trace).as("one trace from the grant to the verdict").hasSize(32);
        assertThat(Unexplained.topics(bootstrapServers))
                .as("topics that another version cannot read")
                .isEmpty();
    }

    @Test
    @Order(Integer.MAX_VALUE) // last: another test reads the whole log, where this one writes what nobody can read
    void shouldSendCommandsThatNobodyMeansToTheDeadLettersAndGoOn() {
        List<PoisonRecord> poison = PoisonRecord.ofKafka(Topics.COMMANDS);

        poison.forEach(record -> log.writeBytes(Topics.COMMANDS.name(), record.key(), record.value()));
        log.write(
                Topics.COMMANDS,
                PoisonRecord.ID,
                command(OTHER_STRANGER),
                Instant.now().minus(Duration.ofSeconds(91)));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(log.read(Topics.OUTCOMES))
                .filteredOn(outcome -> outcome.getVmId().equals(OTHER_STRANGER))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.EXPIRED)));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(log.readBytes(Topics.COMMANDS.deadLetterName()))
                .hasSize(poison.size())
                .allSatisfy(letter -> assertThat(EventHeaders.read(letter.headers(), DeadLetters.CAUSE))
                        .hasValueSatisfying(cause -> assertThat(cause).isNotBlank())));
    }

    @Test
    void shouldRefuseACommandThatWasOnItsWayForLongerThanItIsWaitedFor() {
        Instant issued = Instant.now().minus(Duration.ofSeconds(91));

        log.write(Topics.COMMANDS, HOST, command(STRANGER), issued);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(log.read(Topics.OUTCOMES))
                .filteredOn(outcome -> outcome.getVmId().equals(STRANGER))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.EXPIRED)));
    }

    private UpdateCommand command(String vmId) {
        return UpdateCommand.newBuilder()
                .setCommandId("stranger/1/APPLY/1")
                .setType(UpdateCommandType.APPLY)
                .setUpdateId("stranger")
                .setChangeId(CHANGE)
                .setAttempt(1)
                .setVmId(vmId)
                .setHostId(HOST)
                .setHostUri(hostUri)
                .setLifetimeMillis(Duration.ofSeconds(60).toMillis())
                .setOccurredAt(Instant.now())
                .build();
    }

    private void awaitPhase(UpdatePhase phase) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).untilAsserted(() -> assertThat(phases())
                .contains(phase.name()));
    }

    private List<String> phases() {
        return said().stream().map(event -> event.getPhase().name()).toList();
    }

    private List<UpdateEvent> said() {
        return log.read(Topics.UPDATES).stream()
                .filter(event -> event.getVmId().equals(VM.toString()))
                .toList();
    }

    private void aReadyHostAndAStagedKernel() throws HypervisorException {
        log.write(Topics.CHANGES, "debian-12", change());
        for (HostEventType type : List.of(HostEventType.DECLARED, HostEventType.REACHABLE, HostEventType.SYNCED)) {
            log.write(
                    Topics.HOSTS,
                    HOST,
                    HostEvent.newBuilder()
                            .setHostId(HOST)
                            .setType(type)
                            .setUri(hostUri)
                            .setMode(HostMode.ACTIVE)
                            .setOccurredAt(Instant.now())
                            .build());
        }
        for (VolumeEventType type : List.of(VolumeEventType.STAGED, VolumeEventType.PINNED)) {
            log.write(
                    Topics.STORAGE,
                    STORE,
                    VolumeEvent.newBuilder()
                            .setVolume(volume(BrokerAndFleet.NEW_KERNEL))
                            .setType(type)
                            .setOwner(VolumeOwner.STAGED)
                            .setPortion(KERNEL)
                            .setVersion("6.2")
                            .setKind(PortionKind.KERNEL)
                            .setFormat(VolumeFormat.RAW)
                            .setSha256("0".repeat(64))
                            .setPins(List.of(CHANGE))
                            .setOccurredAt(Instant.now())
                            .build());
        }
    }

    private void observe(String kernel, VmState state, String reason) throws HypervisorException {
        log.write(
                Topics.VM_INVENTORY,
                VM.toString(),
                VmEvent.newBuilder()
                        .setVmId(VM.toString())
                        .setType(VmEventType.OBSERVED)
                        .setHostId(HOST)
                        .setName("web")
                        .setUses(List.of(Use.newBuilder()
                                .setSlot("kernel")
                                .setSlotKind(SlotKind.KERNEL)
                                .setLive(state == VmState.RUNNING)
                                .setConfigured(true)
                                .setVolume(volume(kernel))
                                .build()))
                        .setOccurredAt(Instant.now())
                        .build());
        log.write(
                Topics.VM_STATES,
                VM.toString(),
                VmStateEvent.newBuilder()
                        .setVmId(VM.toString())
                        .setHostId(HOST)
                        .setState(state)
                        .setReason(reason)
                        .setOccurredAt(Instant.now())
                        .build());
    }

    private UpdateEvent required() throws HypervisorException {
        return UpdateEvent.newBuilder()
                .setVerifiedBy(VerifiedBy.UNKNOWN)
                .setUpdateId(UPDATE)
                .setChangeId(CHANGE)
                .setVmId(VM.toString())
                .setHostId(HOST)
                .setEpisode("episode-1")
                .setPhase(UpdatePhase.REQUIRED)
                .setOpens(true)
                .setState(UpdateState.WAITING)
                .setReplacements(List.of(Replacement.newBuilder()
                        .setSlot("kernel")
                        .setPortion(KERNEL)
                        .setKind(PortionKind.KERNEL)
                        .setFromVersion("6.1")
                        .setFrom(volume(BrokerAndFleet.OLD_KERNEL))
                        .setToVersion("6.2")
                        .build()))
                .setOccurredAt(Instant.now())
                .build();
    }

    private static ChangeEvent change() {
        return ChangeEvent.newBuilder()
                .setChangeId(CHANGE)
                .setType(ChangeEventType.AVAILABLE)
                .setOperatingSystem("debian-12")
                .setPortions(List.of(PortionVersion.newBuilder()
                        .setPortion(KERNEL)
                        .setKind(PortionKind.KERNEL)
                        .setVersion("6.2")
                        .setVersionOrder(VersionOrder.DEBIAN)
                        .setSha256("0".repeat(64))
                        .setSize(1)
                        .setFormat(VolumeFormat.RAW)
                        .setArtifactUri("file:///kernel")
                        .setKernelRelease("6.2.0-1-amd64")
                        .build()))
                .setSeverity(Severity.HIGH)
                .setSource("test")
                .setOccurredAt(Instant.now())
                .build();
    }

    private VolumeRef volume(String name) throws HypervisorException {
        Volume volume = host.pool("default").orElseThrow().volume(name).orElseThrow();
        return new VolumeRef(STORE, name, volume.path());
    }
}
