package io.slackwater.worker.update;

import io.slackwater.domain.update.Command;
import io.slackwater.domain.update.CommandOutcomeStatus;
import io.slackwater.domain.update.CommandResult;
import io.slackwater.domain.update.Replacement;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.hypervisor.DomainJob;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.xml.DomainXml;
import io.slackwater.hypervisor.xml.Slot;
import io.slackwater.hypervisor.xml.SlotKind;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Puts an update's own references back in the definition as it is now. Slots that the owner made refer to something else since
 * then stay. A running guest keeps what it runs until it stops, so the answer is then that there is no end yet.
 *
 * <p>Where there is nothing to put back, the update may still be on its way: an APPLY whose host call hangs was never answered.
 * So the update's mark is written all the same, and whoever comes late finds the attempt done and undone, or a definition that is
 * no longer the one that it read. This is a precaution: where the host refuses it, or is busy with the VM, nothing was to be put
 * back, and nothing is.
 */
final class RollBackHandler {

    private static final Logger LOG = Logger.getLogger(RollBackHandler.class);

    private final HostConnection host;
    private final Command command;
    private final CommandDeadline deadline;

    RollBackHandler(HostConnection host, Command command, CommandDeadline deadline) {
        this.host = host;
        this.command = command;
        this.deadline = deadline;
    }

    CommandResult run() throws HypervisorException, CommandAbortedException {
        LoadedDomain loaded = LoadedDomain.of(host, command);
        if (!loaded.domain().persistent()) {
            throw new CommandAbortedException(
                    CommandOutcomeStatus.NOT_MODIFIABLE, "The VM is transient: it has no definition");
        }
        DomainXml edited = loaded.definition();
        for (Replacement replacement : command.replacements()) {
            Optional<VolumeRef> mine = mine(loaded, replacement);
            if (mine.isPresent() && loaded.refersTo(replacement.slot(), mine.get())) {
                edited = putBack(edited, loaded.volumes(), replacement);
            }
        }
        if (!edited.text().equals(loaded.definition().text())) {
            checkJobs(loaded);
            deadline.check();
            redefine(loaded, isOlder(loaded) ? marked(edited) : edited);
        } else if (mayBeOnItsWay(loaded)) {
            deadline.check();
            mark(loaded);
        }
        return answer();
    }

    /** Only an update that finds what it expects has an effect. A later update that has moved the VM on keeps its mark. */
    private boolean mayBeOnItsWay(LoadedDomain loaded) throws HypervisorException {
        for (Replacement replacement : command.replacements()) {
            if (!loaded.refersTo(replacement.slot(), replacement.replaced())) {
                return false;
            }
        }
        return !loaded.hasAttempted(command) && jobAgainstChange(loaded).isEmpty();
    }

    /** Whether the definition has no mark, or that of an earlier attempt; another update's says that it moved the VM since. */
    private boolean isOlder(LoadedDomain loaded) {
        boolean isAnothers = loaded.definition().metadata().update().isPresent() && !loaded.isMarkedBy(command);
        return !isAnothers && !loaded.hasAttempted(command);
    }

    /** An attempt that found an earlier one's work done leaves that one's mark; told again after this, it is to find its own. */
    private DomainXml marked(DomainXml xml) {
        return xml.withUpdate(command.update().updateId(), command.update().attempt());
    }

    private void mark(LoadedDomain loaded) throws HypervisorException, CommandAbortedException {
        DomainXml marked = marked(loaded.definition());
        try {
            host.redefine(command.vmId(), loaded.domain().definition(), marked.text());
        } catch (HypervisorException.Rejected rejected) {
            if (!LoadedDomain.of(host, command)
                    .domain()
                    .definition()
                    .equals(loaded.domain().definition())) {
                throw new CommandAbortedException(
                        CommandOutcomeStatus.EXPECTATION_FAILED,
                        "Its definition was changed by somebody else in this moment");
            }
            LOG.warnf("VM %s is not marked as rolled back: %s", command.vmId(), rejected.getMessage());
        }
    }

    /** An overlay whose maker's answer was lost is known by its name. */
    private Optional<VolumeRef> mine(LoadedDomain loaded, Replacement replacement) {
        int attempt = loaded.isMarkedBy(command)
                ? loaded.definition().metadata().update().orElseThrow().attempt()
                : command.update().attempt();
        Command.UpdateMark mark = new Command.UpdateMark(command.update().updateId(), attempt);
        return replacement
                .toOverlay()
                .or(() -> OverlayBuilder.target(loaded.domain().name(), replacement, mark));
    }

    private DomainXml putBack(DomainXml xml, VolumeLookup volumes, Replacement replacement)
            throws HypervisorException, CommandAbortedException {
        VolumeRef old = replacement.replaced();
        String format = volumes.locate(old)
                .orElseThrow(() -> new CommandAbortedException(
                        CommandOutcomeStatus.FAILED, "No pool of the host has the old volume " + old.path()))
                .volume()
                .format();
        DomainXml edited = LoadedDomain.refer(xml, volumes, replacement.slot(), old);
        Optional<Slot> disk = edited.slot(replacement.slot()).filter(slot -> slot.kind() == SlotKind.DISK);
        return disk.isPresent() && !disk.get().format().equals(format)
                ? edited.withFormat(replacement.slot(), format)
                : edited;
    }

    /** What moves or is saved would take one definition with it and leave another here. */
    private void checkJobs(LoadedDomain loaded) throws HypervisorException, CommandAbortedException {
        Optional<DomainJob> job = jobAgainstChange(loaded);
        if (job.isPresent()) {
            throw JobRule.refusal(job.get());
        }
    }

    private Optional<DomainJob> jobAgainstChange(LoadedDomain loaded) throws HypervisorException {
        return loaded.domain().isActive()
                ? JobRule.againstChange(host.jobs(command.vmId()), false, false)
                : Optional.empty();
    }

    private void redefine(LoadedDomain loaded, DomainXml edited) throws HypervisorException, CommandAbortedException {
        try {
            host.redefine(command.vmId(), loaded.domain().definition(), edited.text());
        } catch (HypervisorException.Rejected rejected) {
            throw new CommandAbortedException(
                    CommandOutcomeStatus.EXPECTATION_FAILED,
                    "The old references were not put back: " + rejected.getMessage());
        }
    }

    /** A VM whose definition was changed while it ran never ran the new volumes, unless it was started since. */
    private boolean runsNew(LoadedDomain loaded) throws HypervisorException, CommandAbortedException {
        for (Replacement replacement : command.replacements()) {
            if (!loaded.machineWasStartedFrom(
                    replacement.slot(), replacement.replaced().path())) {
                return true;
            }
        }
        return false;
    }

    /** What counts is what runs after the definition was put back. */
    private CommandResult answer() throws HypervisorException, CommandAbortedException {
        LoadedDomain after = LoadedDomain.of(host, command);
        boolean resumes = after.domain().managedSaveDefinition().isPresent();
        return (after.domain().isActive() && runsNew(after)) || resumes
                ? CommandResult.of(CommandOutcomeStatus.INCONCLUSIVE, "The next cold start is on the old volumes")
                : CommandResult.done("The next start is on the old volumes", command.replacements());
    }
}
