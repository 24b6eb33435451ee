package io.slackwater.worker.update;

import io.slackwater.domain.update.Command;
import io.slackwater.domain.update.CommandOutcomeStatus;
import io.slackwater.domain.update.Replacement;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.DomainJob;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.RunState;
import io.slackwater.hypervisor.xml.DomainXml;
import io.slackwater.hypervisor.xml.MalformedDomainXmlException;
import io.slackwater.hypervisor.xml.Slot;
import java.util.List;
import java.util.Optional;

/**
 * A domain with its definition, read from the host just now.
 *
 * @param definition its definition of the next start
 */
record LoadedDomain(Domain domain, DomainXml definition, VolumeLookup volumes) {

    /** Reads the command's domain, or refuses where the host has none. */
    static LoadedDomain of(HostConnection host, Command command) throws HypervisorException, CommandAbortedException {
        Domain domain = domain(host, command);
        return new LoadedDomain(domain, parse(domain.definition()), new VolumeLookup(host));
    }

    /**
     * Returns the command's domain, or refuses where the host has none.
     *
     * @throws HypervisorException.Unreachable if the host has it, and it cannot be read whole
     */
    static Domain domain(HostConnection host, Command command) throws HypervisorException, CommandAbortedException {
        Domain domain = host.domain(command.vmId())
                .orElseThrow(() -> new CommandAbortedException(
                        CommandOutcomeStatus.NOT_HERE,
                        "Host " + command.hostId() + " has no domain " + command.vmId()));
        if (domain.unread().isPresent()) {
            throw new HypervisorException.Unreachable(
                    "Domain %s of host %s cannot be read: %s"
                            .formatted(
                                    domain.name(),
                                    command.hostId(),
                                    domain.unread().get()),
                    null);
        }
        return domain;
    }

    static DomainXml parse(String xml) throws CommandAbortedException {
        try {
            return DomainXml.parse(xml);
        } catch (MalformedDomainXmlException malformed) {
            throw new CommandAbortedException(
                    CommandOutcomeStatus.NOT_MODIFIABLE, "Its definition cannot be read: " + malformed.getMessage());
        }
    }

    /** Refuses where the domain's state forbids a change of its next start. */
    void checkModifiable(Command command) throws CommandAbortedException {
        if (!domain.persistent()) {
            throw notModifiable("it is transient");
        }
        boolean isOff = domain.state() == RunState.SHUTOFF && !domain.isActive();
        boolean isAllowed = isOff || (command.permissions().mayRun() && isRunning());
        if (!isAllowed) {
            throw notModifiable("its state is " + domain.state());
        }
        if (domain.managedSaveDefinition().isPresent()) {
            throw notModifiable("it has a managed save");
        }
        if (swapsDisk(command)
                && !(domain.snapshots().isEmpty() && domain.checkpoints().isEmpty())) {
            throw notModifiable("it has snapshots or checkpoints, which a disk swap would break");
        }
        for (Replacement replacement : command.replacements()) {
            checkReplaceable(definition, replacement.slot());
        }
    }

    private static void checkReplaceable(DomainXml xml, String slot) throws CommandAbortedException {
        List<String> obstacles = xml.obstacles(slot);
        if (!obstacles.isEmpty()) {
            throw notModifiable("slot " + slot + " has what belongs to its old image, or is not known: "
                    + String.join(", ", obstacles));
        }
    }

    /** Refuses where the host does something with the running machine that forbids what the command wants. */
    void checkJobs(HostConnection host, Command command) throws HypervisorException, CommandAbortedException {
        if (domain.isActive()) {
            Optional<DomainJob> job = JobRule.againstChange(
                    host.jobs(command.vmId()),
                    swapsDisk(command),
                    command.permissions().restart().isPresent());
            if (job.isPresent()) {
                throw JobRule.refusal(job.get());
            }
        }
    }

    private static boolean swapsDisk(Command command) {
        return command.replacements().stream()
                .anyMatch(replacement -> replacement.kind().swapsDisk());
    }

    /** Whether the guest's CPUs may run. */
    boolean isRunning() {
        return domain.state() == RunState.RUNNING || domain.state() == RunState.BLOCKED;
    }

    /** Refuses where a slot does not refer to what the command expects to replace. */
    void checkExpectation(Command command) throws HypervisorException, CommandAbortedException {
        for (Replacement replacement : command.replacements()) {
            if (!refersTo(replacement.slot(), replacement.replaced())) {
                throw new CommandAbortedException(
                        CommandOutcomeStatus.EXPECTATION_FAILED,
                        "Slot " + replacement.slot() + " refers to "
                                + pathOf(replacement.slot()).orElse("nothing") + ", not to "
                                + replacement.replaced().path());
            }
        }
    }

    /** Whether a slot of the next start refers to a volume. */
    boolean refersTo(String slot, VolumeRef volume) throws HypervisorException {
        return pathOf(slot).filter(volume.path()::equals).isPresent();
    }

    /** Whether the last define was this command's. */
    boolean isMarkedBy(Command command) {
        return definition
                .metadata()
                .update()
                .filter(mark -> mark.id().equals(command.update().updateId()))
                .isPresent();
    }

    /** Whether the last define was this command's attempt, or a later one of its update. */
    boolean hasAttempted(Command command) {
        return isMarkedBy(command)
                && definition.metadata().update().orElseThrow().attempt()
                        >= command.update().attempt();
    }

    /** Returns the definition with a slot that refers to another volume, by name where it does so now. */
    static DomainXml refer(DomainXml xml, VolumeLookup volumes, String slotName, VolumeRef volume)
            throws HypervisorException, CommandAbortedException {
        checkReplaceable(xml, slotName);
        Optional<Slot> slot = xml.slot(slotName);
        if (slot.isPresent() && slot.get().poolVolume().isPresent()) {
            var byName = volumes.byName(slot.get().poolVolume().get(), volume);
            if (byName.isPresent()) {
                return xml.withVolume(slotName, byName.get());
            }
        }
        return xml.withPath(slotName, volume.path());
    }

    /** Returns the path that a slot of the next start refers to; empty where it refers to none. */
    Optional<String> pathOf(String slotName) throws HypervisorException {
        Optional<Slot> slot = definition.slot(slotName);
        return slot.isPresent() ? volumes.pathOf(slot.get()) : Optional.empty();
    }

    /** Whether a slot of the running or saved machine was started from a path; not where there is no such machine. */
    boolean machineWasStartedFrom(String slotName, String path) throws HypervisorException, CommandAbortedException {
        Optional<String> machine = domain.liveDefinition().or(domain::managedSaveDefinition);
        return machine.isPresent() && new MachineSlots(parse(machine.get()), volumes).wasStartedFrom(slotName, path);
    }

    private static CommandAbortedException notModifiable(String why) {
        return new CommandAbortedException(CommandOutcomeStatus.NOT_MODIFIABLE, "The VM cannot be changed: " + why);
    }
}
