package io.slackwater.integration.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.slackwater.hypervisor.xml.DomainXml;
import io.slackwater.hypervisor.xml.MalformedDomainXmlException;
import io.slackwater.integration.log.EventLog;
import io.slackwater.integration.log.Progress;
import io.slackwater.integration.offer.ChangeOffer;
import io.slackwater.integration.offer.OfferedPortion;
import io.slackwater.integration.operator.Operator;
import io.slackwater.integration.relay.Speaker;
import io.slackwater.integration.relay.Spot;
import io.slackwater.integration.services.SecondInstance;
import io.slackwater.lab.guest.GuestKernel;
import io.slackwater.schemas.OutcomeStatus;
import io.slackwater.schemas.UpdateCommand;
import io.slackwater.schemas.UpdateCommandType;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdateOutcome;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.VmEvent;
import io.slackwater.standalone.services.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An executor that stands still while it has commands, for longer than its group waits for it and its commands live, and then goes
 * on as if nothing had happened.
 */
@ExtendWith(OnRealHosts.class)
class ZombieExecutorTest {

    private static final String SYSTEM = "zombie";
    private static final String UNDONE = "zombie-undone";
    private static final String KEPT = "zombie-kept";

    private static final Duration LIFETIME = Duration.ofSeconds(5);
    private static final Duration MARGIN = Duration.ofSeconds(2);
    private static final Map<String, String> SETTINGS = Map.of(
            "kafka.session.timeout.ms",
            "6000",
            "kafka-streams.producer.transaction.timeout.ms",
            "10000",
            "slackwater.executor.command-lifetime",
            LIFETIME.toString(),
            "slackwater.executor.command-margin",
            MARGIN.toString(),
            "slackwater.executor.retry-pause",
            "1s",
            "slackwater.reclaimer.grace-time",
            "1h");

    private RealFleet fleet;
    private RealHost host;
    private EventLog log;
    private Progress progress;

    @BeforeEach
    void start() {
        fleet = RealFleet.ofOneHost(SYSTEM, SETTINGS);
        host = fleet.hosts().get(0);
        log = fleet.platform().openLog();
        progress = new Progress(log);
    }

    @AfterEach
    void stop() throws IOException {
        if (log != null) {
            log.close();
        }
        if (fleet != null) {
            fleet.close();
        }
    }

    @Test
    void shouldDefineNothingMoreAfterAnotherInstanceHasTakenItsWorkOver() throws Exception {
        // given an executor that stands still before it has looked at either of two guests that it is to update
        GuestKernel older = fleet.kit().older();
        GuestKernel newer = fleet.kit().newer();
        Path kernel = host.upload(SYSTEM, "kernel", older.release(), older.image());
        Path initrd = host.uploadInitramfs(SYSTEM, "1", List.of(older, newer));
        String undone = host.define(UNDONE, kernel, initrd);
        String before = host.guests().definition(UNDONE);
        Progress.patiently().until(() -> isObserved(undone));
        Halt halt = new Halt();
        host.relay().at(Spot.beforeLook(UUID.fromString(undone)).by(Speaker.EXECUTOR), halt);
        offer(newer);
        Progress.patiently().until(halt.begun()::isDone);
        String kept = host.define(KEPT, kernel, initrd);
        List<String> vms = List.of(undone, kept);
        Progress.patiently().untilAsserted(() -> assertThat(commands())
                .extracting(UpdateCommand::getVmId)
                .containsAll(vms));
        fleet.platform().suspend(Service.UPDATE_EXECUTOR);
        halt.over().complete(null);

        // when another updates both, and the owner of one undoes that while the fleet is frozen
        try (SecondInstance other = fleet.platform().startAnother(Service.UPDATE_EXECUTOR)) {
            progress.awaitPhase(UpdatePhase.APPLIED, vms);
            Operator.freeze(other.address());
            host.redefine(before);
            Progress.patiently().until(() -> !said(UpdatePhase.NOT_NEEDED).isEmpty());
            String updated = host.guests().definition(KEPT);

            // and the first goes on when every command has been given up, also what was issued again meanwhile
            Progress.patiently()
                    .until(() -> lastCommandAt().plus(LIFETIME).plus(MARGIN).isBefore(Instant.now()));
            Instant goesOn = Instant.now();
            fleet.platform().resume(Service.UPDATE_EXECUTOR);
            Progress.patiently().until(() -> !answersSince(goesOn, undone).isEmpty());

            // then it does nothing more, and the guests are defined as the others left them
            assertThat(host.guests().definition(UNDONE)).isEqualTo(before);
            assertThat(host.guests().definition(KEPT)).isEqualTo(updated);
            // It has lost the host, too, where the daemon has waited for half a minute in vain.
            assertThat(answersSince(goesOn, undone)).isSubsetOf(OutcomeStatus.EXPIRED, OutcomeStatus.UNREACHABLE);
        }

        // and each guest runs what it was left with; the first, alone again, verifies what the other has applied
        assertThat(host.boot(UNDONE).kernelRelease()).isEqualTo(older.release());
        assertThat(host.boot(KEPT).kernelRelease()).isEqualTo(newer.release());
        progress.awaitPhase(UpdatePhase.VERIFIED, List.of(kept));
        log.readToItsEnd();
        assertThat(said(UpdatePhase.VERIFIED))
                .extracting(UpdateEvent::getVmId, UpdateEvent::getUpdateId)
                .containsExactly(tuple(kept, updateIn(host.guests().definition(KEPT))));
        assertThat(List.of(UpdatePhase.GRANTED, UpdatePhase.APPLIED)).allSatisfy(phase -> assertThat(said(phase))
                .extracting(update -> update.getUpdateId() + "/" + update.getAttempt())
                .doesNotHaveDuplicates());
        assertThat(List.of(UNDONE, KEPT))
                .allSatisfy(
                        guest -> assertThat(host.relay().definitionsOf(guest)).isEqualTo(1));
    }

    /** Holds up whoever runs it, until it is over. */
    private record Halt(CompletableFuture<Void> begun, CompletableFuture<Void> over) implements Runnable {

        Halt() {
            this(new CompletableFuture<>(), new CompletableFuture<>());
        }

        @Override
        public void run() {
            begun.complete(null);
            over.join();
        }
    }

    private void offer(GuestKernel kernel) throws Exception {
        new ChangeOffer(fleet.platform().addressOf(Service.PATCH_INGEST))
                .post(
                        SYSTEM,
                        OfferedPortion.kernel("zombie/kernel", kernel.release(), Files.readAllBytes(kernel.image())));
    }

    private boolean isObserved(String vm) {
        return log.of(VmEvent.class).stream().anyMatch(event -> event.getVmId().equals(vm));
    }

    private List<UpdateCommand> commands() {
        return log.of(UpdateCommand.class).stream()
                .filter(command -> command.getType() == UpdateCommandType.APPLY)
                .toList();
    }

    private Instant lastCommandAt() {
        return commands().stream()
                .map(UpdateCommand::getOccurredAt)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private List<OutcomeStatus> answersSince(Instant time, String vm) {
        return log.of(UpdateOutcome.class).stream()
                .filter(outcome -> outcome.getVmId().equals(vm) && outcome.getType() == UpdateCommandType.APPLY)
                .filter(outcome -> outcome.getOccurredAt().isAfter(time))
                .map(UpdateOutcome::getStatus)
                .toList();
    }

    private List<UpdateEvent> said(UpdatePhase phase) {
        return log.of(UpdateEvent.class).stream()
                .filter(update -> update.getPhase() == phase)
                .toList();
    }

    /** Returns the id of the update that made a definition. */
    private static String updateIn(String definition) throws MalformedDomainXmlException {
        return DomainXml.parse(definition).metadata().update().orElseThrow().id();
    }
}
