package io.slackwater.worker.update;

import io.slackwater.domain.update.Command;
import io.slackwater.domain.update.CommandOutcomeStatus;
import io.slackwater.domain.update.CommandResult;
import io.slackwater.domain.update.Replacement;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.xml.DomainXml;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Looks at a VM that was started, again and again until there is a verdict. It changes nothing; what the policy has the guest run,
 * it has it run last.
 */
final class VerifyHandler implements PollingHandler {

    private static final Duration AGENT_PATIENCE = Duration.ofSeconds(2);

    private final Command command;
    private final LongSupplier nanoTime;
    private final long began;
    private final Optional<GuestProgram> running;
    private Optional<GuestInfo> reported = Optional.empty();

    VerifyHandler(Command command, LongSupplier nanoTime) {
        this.command = command;
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
        this.running =
                command.verification().expected().command().map(run -> new GuestProgram(command.vmId(), run, nanoTime));
    }

    @Override
    public Optional<CommandResult> look(HostConnection host) throws HypervisorException, CommandAbortedException {
        Domain domain = LoadedDomain.domain(host, command);
        DomainObservation observation = look(host, domain);
        Optional<CommandResult> verdict =
                StartVerifier.on(observation, command.verification(), Duration.ofNanos(nanoTime.getAsLong() - began));
        boolean passed = verdict.filter(result -> result.status() == CommandOutcomeStatus.DONE)
                .isPresent();
        return passed && running.isPresent() ? running.get().look(host, verdict.get()) : verdict;
    }

    private DomainObservation look(HostConnection host, Domain domain)
            throws HypervisorException, CommandAbortedException {
        Optional<String> foreign = Optional.empty();
        boolean hasChannel = false;
        if (domain.liveDefinition().isPresent()) {
            DomainXml live = LoadedDomain.parse(domain.liveDefinition().get());
            foreign = foreignSlot(new MachineSlots(live, new VolumeLookup(host)));
            hasChannel = live.hasAgentChannel();
            if (hasChannel && foreign.isEmpty() && reported.isEmpty()) {
                reported = ask(host);
            }
        }
        return new DomainObservation(domain.isActive(), domain.state(), domain.reason(), foreign, hasChannel, reported);
    }

    private Optional<String> foreignSlot(MachineSlots machineSlots) throws HypervisorException {
        for (Replacement replacement : command.replacements()) {
            Optional<VolumeRef> mine = replacement.toOverlay().or(replacement::to);
            if (mine.isEmpty()
                    || !machineSlots.wasStartedFrom(
                            replacement.slot(), mine.get().path())) {
                return Optional.of(replacement.slot());
            }
        }
        return Optional.empty();
    }

    private Optional<GuestInfo> ask(HostConnection host) throws HypervisorException {
        try {
            return GuestAgent.word(GuestAgent.ask(host, command.vmId(), GuestAgent.OS_INFO, AGENT_PATIENCE));
        } catch (HypervisorException.Unreachable lost) {
            throw lost;
        } catch (HypervisorException notNow) {
            // Stopped in this moment, or an agent that does not know the command: the next look tells.
            return Optional.empty();
        }
    }
}
