package io.slackwater.worker.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slackwater.domain.policy.execution.RestartRules;
import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.update.Command;
import io.slackwater.domain.update.Command.ExpectedGuestReport;
import io.slackwater.domain.update.Command.Permissions;
import io.slackwater.domain.update.Command.UpdateMark;
import io.slackwater.domain.update.Command.VerificationCriteria;
import io.slackwater.domain.update.CommandOutcomeStatus;
import io.slackwater.domain.update.CommandResult;
import io.slackwater.domain.update.CommandType;
import io.slackwater.domain.update.Replacement;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.DomainJob;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.RunState;
import io.slackwater.hypervisor.access.HostConnections;
import io.slackwater.hypervisor.simulated.SimulatedFleet;
import io.slackwater.hypervisor.simulated.SimulatedHost;
import io.slackwater.hypervisor.simulated.SimulatedPool;
import io.slackwater.hypervisor.xml.DomainXml;
import io.slackwater.hypervisor.xml.MalformedDomainXmlException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a worker restarts a VM that runs, on a simulated host whose guest may be deaf. */
class RestartTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final UUID VM = UUID.fromString("11111111-2222-3333-4444-555555555555");
    private static final Duration LIFETIME = Duration.ofSeconds(60);

    private final SimulatedFleet fleet = new SimulatedFleet();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final AtomicLong passed = new AtomicLong();
    private boolean isDeaf;
    private SimulatedHost host;
    private SimulatedPool pool;
    private UpdateWorker worker;

    @BeforeEach
    void runAVm() throws HypervisorException {
        host = fleet.addHost("host-1");
        pool = host.createPool("default", 10_000_000);
        pool.upload("vmlinuz-1", "raw", "Linux version 6.1.0\n".getBytes(StandardCharsets.US_ASCII));
        pool.upload("vmlinuz-2", "raw", "Linux version 6.2.0\n".getBytes(StandardCharsets.US_ASCII));
        host.define(
                """
                <domain type='qemu'>
                  <name>web</name>
                  <uuid>%s</uuid>
                  <memory unit='MiB'>96</memory>
                  <os><type arch='x86_64'>hvm</type><kernel>%s</kernel></os>
                  <devices>
                    <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
                  </devices>
                </domain>
                """
                        .formatted(
                                VM,
                                pool.read().volume("vmlinuz-1").orElseThrow().path()));
        host.start(VM);
        worker = new UpdateWorker(
                new HostConnections(uri -> listening(fleet.open(uri)), Duration.ofSeconds(20)),
                2,
                4,
                new WorkerClocks(() -> passed.get() + System.nanoTime(), InstantSource.system()));
    }

    @AfterEach
    void stop() {
        worker.close();
        fleet.close();
    }

    @Test
    void shouldBringAVmThatRunsToItsNewDefinitionAndLeaveItRunning() throws HypervisorException {
        CommandResult result = carryOut(CommandType.APPLY, gently());

        assertThat(result.status()).as(result.detail()).isEqualTo(CommandOutcomeStatus.DONE);
        assertThat(live()).endsWith("vmlinuz-2");
        assertThat(asked).containsExactly("agent", "start");
    }

    @Test
    void shouldRestartNothingAgainWhenTheCommandComesTwice() throws HypervisorException {
        carryOut(CommandType.APPLY, gently());
        asked.clear();

        assertThat(carryOut(CommandType.APPLY, gently()).status()).isEqualTo(CommandOutcomeStatus.DONE);
        assertThat(asked).isEmpty();
    }

    @Test
    void shouldNotTouchAVmThatIsBackedUpAndGoOnceThatIsDone() throws HypervisorException {
        host.beginJob(VM, new DomainJob(DomainJob.Kind.BACKUP, "its disks are being backed up"));
        String before = domain().definition();

        CommandResult refused = carryOut(CommandType.APPLY, gently());

        assertThat(refused.status()).isEqualTo(CommandOutcomeStatus.JOB_UNDER_WAY);
        assertThat(domain().definition()).isEqualTo(before);
        assertThat(asked).isEmpty();

        host.endJobs(VM);
        assertThat(carryOut(CommandType.APPLY, gently()).status()).isEqualTo(CommandOutcomeStatus.DONE);
        assertThat(live()).endsWith("vmlinuz-2");
    }

    @Test
    void shouldNotRedefineAVmThatMigrates() throws HypervisorException {
        host.beginJob(VM, new DomainJob(DomainJob.Kind.MIGRATION, "it is migrating to another host"));
        String before = domain().definition();

        CommandResult refused =
                carryOut(CommandType.APPLY, new Permissions(Optional.empty(), true, false, Optional.empty()));

        assertThat(refused.status()).isEqualTo(CommandOutcomeStatus.MIGRATING);
        assertThat(domain().definition()).isEqualTo(before);
    }

    @Test
    void shouldRedefineAKernelWhileADiskIsCopied() throws HypervisorException {
        host.beginJob(VM, new DomainJob(DomainJob.Kind.BLOCK, "a disk is being copied"));

        CommandResult result =
                carryOut(CommandType.APPLY, new Permissions(Optional.empty(), true, false, Optional.empty()));

        assertThat(result.status()).isEqualTo(CommandOutcomeStatus.DONE);
        assertThat(domain().definition()).contains("vmlinuz-2");
    }

    @Test
    void shouldGiveARestartUpWhoseVmIsBackedUpByTheTimeItIsToStop() throws HypervisorException {
        carryOut(CommandType.APPLY, new Permissions(Optional.empty(), true, false, Optional.empty()));
        host.beginJob(VM, new DomainJob(DomainJob.Kind.BACKUP, "its disks are being backed up"));

        CommandResult result = carryOut(CommandType.APPLY, gently());

        assertThat(result.status()).isEqualTo(CommandOutcomeStatus.NOT_STOPPED);
        assertThat(result.detail()).contains("backed up");
        assertThat(domain().definition()).contains("vmlinuz-1");
        assertThat(live()).endsWith("vmlinuz-1");
        assertThat(asked).isEmpty();
    }

    @Test
    void shouldStartAVmThatAnEarlierDeliveryHadStopped() throws HypervisorException {
        carryOut(CommandType.APPLY, new Permissions(Optional.empty(), true, false, Optional.empty()));
        host.shutdown(VM);

        assertThat(carryOut(CommandType.APPLY, gently()).status()).isEqualTo(CommandOutcomeStatus.DONE);
        assertThat(live()).endsWith("vmlinuz-2");
    }

    @Test
    void shouldLeaveAVmOffThatItsOwnerShutOffBefore() throws HypervisorException {
        host.shutdown(VM);

        assertThat(carryOut(CommandType.APPLY, gently()).status()).isEqualTo(CommandOutcomeStatus.DONE);
        assertThat(domain().state()).isEqualTo(RunState.SHUTOFF);
        assertThat(asked).isEmpty();
    }

    @Test
    void shouldAskByAcpiAfterTheAgentAndGiveUpWithTheOldDefinitionInPlace() throws HypervisorException {
        isDeaf = true;
        String before = domain().definition();

        CommandResult result = carryOutPassing(gently(), Duration.ofSeconds(31), Duration.ofSeconds(21));

        assertThat(result.status()).isEqualTo(CommandOutcomeStatus.NOT_STOPPED);
        assertThat(result.detail()).contains("does not allow to switch it off");
        assertThat(asked).startsWith("agent", "acpi").doesNotContain("force", "start");
        assertThat(live()).endsWith("vmlinuz-1");
        assertThat(pathOf(domain().definition())).isEqualTo(pathOf(before));
    }

    @Test
    void shouldStartAGuestThatShutsDownAfterItWasGivenUp() throws HypervisorException {
        isDeaf = true;
        AtomicReference<CommandResult> answer = send(CommandType.APPLY, gently());
        await().atMost(PATIENCE).until(() -> asked.contains("agent"));
        passed.addAndGet(seconds(31).toNanos());
        await().atMost(PATIENCE).until(() -> asked.contains("acpi"));
        passed.addAndGet(seconds(21).toNanos());
        await().atMost(PATIENCE).until(() -> pathOf(domain().definition()).endsWith("vmlinuz-1"));
        host.shutdown(VM);

        assertThat(await().atMost(PATIENCE)
                        .until(answer::get, given -> given != null)
                        .status())
                .isEqualTo(CommandOutcomeStatus.NOT_STOPPED);
        assertThat(live()).endsWith("vmlinuz-1");
    }

    @Test
    void shouldStartAVmOnTheOldVersionWhoseNewOneCouldNotStart() throws HypervisorException {
        carryOut(CommandType.APPLY, gently());
        host.shutdown(VM);
        Permissions permissions = new Permissions(Optional.empty(), false, true, gently().restart());

        assertThat(carryOut(CommandType.ROLL_BACK, permissions).status()).isEqualTo(CommandOutcomeStatus.DONE);
        assertThat(live()).endsWith("vmlinuz-1");
    }

    @Test
    void shouldSwitchOffADeafGuestOnlyWhereThePolicyAllowsIt() throws HypervisorException {
        isDeaf = true;
        Permissions forcing = new Permissions(
                Optional.empty(), true, false, Optional.of(new RestartRules(seconds(30), seconds(20), true)));

        CommandResult result = carryOutPassing(forcing, Duration.ofSeconds(31), Duration.ofSeconds(21));

        assertThat(result.status()).as(result.detail()).isEqualTo(CommandOutcomeStatus.DONE);
        assertThat(asked).endsWith("force", "start");
        assertThat(live()).endsWith("vmlinuz-2");
    }

    @Test
    void shouldStopNoVmOnceTheWindowIsOver() throws HypervisorException {
        carryOut(CommandType.APPLY, new Permissions(Optional.empty(), true, false, Optional.empty()));
        Permissions late = new Permissions(Optional.of(Instant.EPOCH), true, false, gently().restart());

        CommandResult result = carryOut(CommandType.APPLY, late);

        assertThat(result.status()).isEqualTo(CommandOutcomeStatus.NOT_STOPPED);
        assertThat(asked).isEmpty();
        assertThat(pathOf(domain().definition())).as("put back").endsWith("vmlinuz-1");
    }

    @Test
    void shouldLeaveAVmThatWasSavedOnItsNewVersionAsItIsOnceTheWindowIsOver() throws HypervisorException {
        carryOut(CommandType.APPLY, gently());
        host.managedSave(VM);

        CommandResult result = carryOut(
                CommandType.APPLY, new Permissions(Optional.of(Instant.EPOCH), true, false, gently().restart()));

        assertThat(result.status()).as(result.detail()).isEqualTo(CommandOutcomeStatus.DONE);
        assertThat(pathOf(domain().definition())).endsWith("vmlinuz-2");
    }

    @Test
    void shouldBeginNothingOnceTheWindowIsOver() throws HypervisorException {
        CommandResult result = carryOut(
                CommandType.APPLY, new Permissions(Optional.of(Instant.EPOCH), true, false, gently().restart()));

        assertThat(result.status()).isEqualTo(CommandOutcomeStatus.NOT_MODIFIABLE);
        assertThat(pathOf(domain().definition())).endsWith("vmlinuz-1");
    }

    @Test
    void shouldDoNothingMoreAfterItsTimeThoughItWasStoppedInBetween() throws HypervisorException {
        isDeaf = true;
        Permissions forcing = new Permissions(
                Optional.empty(), true, false, Optional.of(new RestartRules(seconds(30), seconds(20), true)));

        CommandResult result = carryOutPassing(forcing, Duration.ofHours(1));

        assertThat(result.status()).isEqualTo(CommandOutcomeStatus.EXPIRED);
        assertThat(asked).containsExactly("agent");
        assertThat(live()).endsWith("vmlinuz-1");
    }

    @Test
    void shouldRestartOnTheOldVersionWhenItRollsBack() throws HypervisorException {
        carryOut(CommandType.APPLY, gently());

        assertThat(carryOut(CommandType.ROLL_BACK, gently()).status()).isEqualTo(CommandOutcomeStatus.DONE);
        assertThat(live()).endsWith("vmlinuz-1");
    }

    @Test
    void shouldStartButNotStopToRollBackWhatThePolicyRestartsNoMore() throws HypervisorException {
        carryOut(CommandType.APPLY, gently());
        asked.clear();
        Permissions late = new Permissions(Optional.of(Instant.EPOCH), false, true, gently().restart());

        assertThat(carryOut(CommandType.ROLL_BACK, late).status()).isEqualTo(CommandOutcomeStatus.INCONCLUSIVE);
        assertThat(asked).isEmpty();
        host.shutdown(VM);

        assertThat(carryOut(CommandType.ROLL_BACK, late).status()).isEqualTo(CommandOutcomeStatus.DONE);
        assertThat(live()).endsWith("vmlinuz-1");
    }

    @Test
    void shouldKnowThatAVmNeverRanWhatIsRolledBack() throws HypervisorException {
        carryOut(CommandType.APPLY, new Permissions(Optional.empty(), true, false, Optional.empty()));

        assertThat(carryOut(CommandType.ROLL_BACK, Permissions.OFF_ONLY).status())
                .isEqualTo(CommandOutcomeStatus.DONE);
        assertThat(live()).endsWith("vmlinuz-1");
    }

    private static Permissions gently() {
        return new Permissions(
                Optional.empty(), true, false, Optional.of(new RestartRules(seconds(30), seconds(20), false)));
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    private CommandResult carryOut(CommandType type, Permissions permissions) {
        return await().atMost(PATIENCE).until(send(type, permissions)::get, given -> given != null);
    }

    /** Lets each time pass once the guest was asked in one more way. */
    private CommandResult carryOutPassing(Permissions permissions, Duration... times) {
        AtomicReference<CommandResult> answer = send(CommandType.APPLY, permissions);
        for (int ways = 1; ways <= times.length; ways++) {
            int expected = ways;
            await().atMost(PATIENCE).until(() -> asked.stream().distinct().count() >= expected);
            passed.addAndGet(times[ways - 1].toNanos());
        }
        return await().atMost(PATIENCE)
                .until(
                        () -> {
                            passed.addAndGet(seconds(1).toNanos());
                            return answer.get();
                        },
                        given -> given != null);
    }

    private AtomicReference<CommandResult> send(CommandType type, Permissions permissions) {
        VolumeRef from = ref("vmlinuz-1");
        VolumeRef to = ref("vmlinuz-2");
        Replacement kernel = new Replacement(
                "kernel",
                "debian-12/kernel",
                PortionKind.KERNEL,
                "1",
                from,
                Optional.empty(),
                "2",
                Optional.of(to),
                Optional.empty());
        AtomicReference<CommandResult> answer = new AtomicReference<>();
        worker.take(
                new Command(
                        "id",
                        type,
                        new UpdateMark("update-1", 1),
                        VM,
                        "host-1",
                        "simulated://here/host-1",
                        List.of(kernel),
                        LIFETIME,
                        permissions,
                        new VerificationCriteria(Duration.ZERO, Duration.ZERO, ExpectedGuestReport.NOTHING)),
                answer::set);
        return answer;
    }

    private VolumeRef ref(String volume) {
        return new VolumeRef(
                "host-1/default",
                volume,
                pool.read().volume(volume).orElseThrow().path());
    }

    private Domain domain() throws HypervisorException {
        try (HostConnection connection = fleet.open("simulated://here/host-1")) {
            return connection.domain(VM).orElseThrow();
        }
    }

    private String live() throws HypervisorException {
        return pathOf(domain().liveDefinition().orElseThrow());
    }

    private static String pathOf(String xml) {
        try {
            return DomainXml.parse(xml).slot("kernel").orElseThrow().path().orElseThrow();
        } catch (MalformedDomainXmlException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    /** Notes how the guest is asked to stop; a deaf one does not hear it. */
    private HostConnection listening(HostConnection real) {
        return (HostConnection) Proxy.newProxyInstance(
                HostConnection.class.getClassLoader(),
                new Class<?>[] {HostConnection.class},
                (self, method, arguments) -> {
                    Optional<String> way =
                            switch (method.getName()) {
                                case "askAgent" -> Optional.of("agent");
                                case "shutdown" -> Optional.of("acpi");
                                case "destroy" -> Optional.of("force");
                                case "start" -> Optional.of("start");
                                default -> Optional.empty();
                            };
                    way.ifPresent(asked::add);
                    boolean isHeard = !isDeaf
                            || way.isEmpty()
                            || way.get().equals("force")
                            || way.get().equals("start");
                    if (!isHeard) {
                        return method.getReturnType() == Optional.class ? Optional.empty() : null;
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }
}
