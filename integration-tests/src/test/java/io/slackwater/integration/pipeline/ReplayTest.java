package io.slackwater.integration.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.broker.EmbeddedBroker;
import io.slackwater.integration.log.EventLog;
import io.slackwater.integration.log.LogCopy;
import io.slackwater.integration.log.Progress;
import io.slackwater.integration.offer.ChangeOffer;
import io.slackwater.integration.operator.Operator;
import io.slackwater.integration.services.ProvisionedBroker;
import io.slackwater.integration.services.RunningServices;
import io.slackwater.schemas.BlockerCode;
import io.slackwater.schemas.StorageCommand;
import io.slackwater.schemas.StorageCommandType;
import io.slackwater.schemas.UpdateCommand;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.standalone.services.Service;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything is lost but the log. */
class ReplayTest {

    /** What was said of volumes before everything was lost, and is not to be said again. */
    private static final Set<VolumeEventType> SETTLED =
            Set.of(VolumeEventType.ADOPTED, VolumeEventType.STAGED, VolumeEventType.PINNED);

    @TempDir
    private Path directory;

    @Test
    void shouldGoOnFromTheLogAloneAndDecideNoUpdateAgain() throws Exception {
        try (KernelFleet fleet = new KernelFleet(3)) {
            List<String> done = fleet.vms().subList(0, 2);
            List<String> waiting = fleet.vms().subList(2, 3);
            try (EmbeddedBroker fresh = broker("fresh")) {
                // given a log in which two of three VMs are updated
                Said before = recordHalfOfARollout(fleet, done, waiting, fresh.bootstrapServers());

                // when services without any state of their own read it, and the third VM is off once
                RunningServices services = services("fresh", fleet, fresh);
                try (services;
                        EventLog log = new EventLog(fresh.bootstrapServers())) {
                    Progress progress = new Progress(log);
                    fleet.shutDown(waiting);
                    progress.awaitPhase(UpdatePhase.APPLIED, waiting);
                    fleet.start(waiting);
                    progress.awaitPhase(UpdatePhase.VERIFIED, waiting);
                    // The copy of a log is another cluster's, whose deletes wait for a person.
                    progress.awaitKept(KernelFleet.STORE, KernelFleet.OLD_VOLUME, BlockerCode.LOG_OLDER_THAN_STORE);
                    Operator.acceptLog(services.addressOf(Service.STORAGE_RECLAIMER), KernelFleet.STORE);
                    progress.awaitReclaimed(KernelFleet.STORE, KernelFleet.OLD_VOLUME);

                    // then its one update went on, and of the rest nothing was decided again
                    Said after = Said.in(log);
                    assertThat(after.updatesOf(waiting))
                            .startsWith(before.updatesOf(waiting).toArray(UpdateEvent[]::new))
                            .extracting(UpdateEvent::getUpdateId)
                            .containsOnly(before.updatesOf(waiting).get(0).getUpdateId());
                    assertThat(after.phasesOf(done)).isEqualTo(before.phasesOf(done));
                    assertThat(after.commandsTo(done)).isEqualTo(before.commandsTo(done));
                    assertThat(after.volumes(SETTLED)).isEqualTo(before.volumes(SETTLED));
                    assertThat(after.stagings()).isEqualTo(before.stagings());
                }
            }
        }
    }

    private Said recordHalfOfARollout(KernelFleet fleet, List<String> done, List<String> waiting, String copy)
            throws Exception {
        try (EmbeddedBroker broker = broker("first");
                EventLog log = new EventLog(broker.bootstrapServers())) {
            try (RunningServices services = services("first", fleet, broker)) {
                Progress progress = new Progress(log);
                new ChangeOffer(services.addressOf(Service.PATCH_INGEST)).post("debian", KernelFleet.newerKernel());
                progress.awaitPhase(UpdatePhase.REQUIRED, fleet.vms());
                fleet.shutDown(done);
                progress.awaitPhase(UpdatePhase.APPLIED, done);
                fleet.start(done);
                progress.awaitPhase(UpdatePhase.VERIFIED, done);
                progress.awaitPhase(UpdatePhase.REQUIRED, waiting);
            }
            assertThat(LogCopy.copy(broker.bootstrapServers(), copy)).isPositive();
            return Said.in(log);
        }
    }

    private EmbeddedBroker broker(String name) throws InterruptedException {
        return ProvisionedBroker.start(directory.resolve(name).resolve("broker"));
    }

    private RunningServices services(String name, KernelFleet fleet, EmbeddedBroker broker) throws Exception {
        return RunningServices.start(
                directory.resolve(name).resolve("services"), broker.bootstrapServers(), fleet.serviceProperties());
    }

    /** What a log says was decided. */
    private record Said(
            List<UpdateEvent> updates,
            List<UpdateCommand> commands,
            List<VolumeEvent> volumes,
            List<StorageCommand> storageCommands) {

        static Said in(EventLog log) {
            log.readToItsEnd();
            return new Said(
                    log.of(UpdateEvent.class),
                    log.of(UpdateCommand.class),
                    log.of(VolumeEvent.class),
                    log.of(StorageCommand.class));
        }

        List<UpdateEvent> updatesOf(List<String> vms) {
            return updates.stream()
                    .filter(event -> vms.contains(event.getVmId()))
                    .toList();
        }

        /** Sorted, for nothing orders what concerns different VMs or stores. */
        List<String> phasesOf(List<String> vms) {
            return updatesOf(vms).stream()
                    .map(event -> event.getUpdateId() + " " + event.getPhase() + " " + event.getOccurredAt())
                    .sorted()
                    .toList();
        }

        List<String> commandsTo(List<String> vms) {
            return commands.stream()
                    .filter(command -> vms.contains(command.getVmId()))
                    .map(command -> command.getUpdateId() + " " + command.getType() + " " + command.getAttempt())
                    .sorted()
                    .toList();
        }

        /** Returns what was said of each volume until its delete was tried: one that is kept after that is said to be there again. */
        List<String> volumes(Set<VolumeEventType> types) {
            List<String> said = new ArrayList<>();
            Set<String> tried = new HashSet<>();
            for (VolumeEvent event : volumes) {
                String volume = event.getVolume().getVolume();
                if (event.getType() == VolumeEventType.RETIRING) {
                    tried.add(volume);
                } else if (types.contains(event.getType()) && !tried.contains(volume)) {
                    said.add(volume + " " + event.getType() + " " + event.getVersion() + " " + event.getPins());
                }
            }
            return said.stream().sorted().toList();
        }

        List<String> stagings() {
            return storageCommands.stream()
                    .filter(command -> command.getType() == StorageCommandType.STAGE)
                    .map(StorageCommand::getCommandId)
                    .sorted()
                    .toList();
        }
    }
}
