package io.slackwater.worker.update;

import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.update.Command;
import io.slackwater.domain.update.CommandOutcomeStatus;
import io.slackwater.domain.update.CommandResult;
import io.slackwater.domain.update.Replacement;
import io.slackwater.domain.update.VerifiedBy;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.Volume;
import io.slackwater.hypervisor.xml.DomainXml;
import io.slackwater.hypervisor.xml.Slot;
import io.slackwater.hypervisor.xml.SlotKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Moves a VM to new volumes.
 *
 * <ol>
 *   <li>Read and compare: refuses without a trace.
 *   <li>Prepare: the new volumes must be there, new overlays are made. What fails here is undone by deleting those overlays,
 *       unless the VM may refer to them.
 *   <li>Read and compare again, for preparing takes time.
 *   <li>Define once, all slots and the mark in one document: whoever starts the VM at whatever instant boots the old system or
 *       the new one. A definition that a stranger changed in between is refused by the hypervisor port, and nothing was done.
 *   <li>Read back.
 *   <li>Delete the overlays of earlier attempts that were never defined.
 * </ol>
 */
final class ApplyHandler {

    private static final Logger LOG = Logger.getLogger(ApplyHandler.class);

    private final HostConnection host;
    private final Command command;
    private final CommandDeadline deadline;
    private final OverlayBuilder overlays;
    private boolean foundOff;

    ApplyHandler(HostConnection host, Command command, CommandDeadline deadline) {
        this.host = host;
        this.command = command;
        this.deadline = deadline;
        this.overlays = new OverlayBuilder(host, command);
    }

    CommandResult run() throws HypervisorException, CommandAbortedException {
        LoadedDomain loaded = LoadedDomain.of(host, command);
        Optional<CommandResult> already = alreadyDone(loaded);
        CommandResult result = already.isPresent() ? already.get() : apply(loaded);
        if (result.status() == CommandOutcomeStatus.DONE) {
            discardOthers(loaded, result);
        }
        return result;
    }

    /** What was done is done, whatever becomes of the rest. */
    private void discardOthers(LoadedDomain loaded, CommandResult done) {
        try {
            overlays.discardOthers(loaded.domain().name(), done.replacements());
        } catch (HypervisorException unanswered) {
            LOG.warnf("Overlays of earlier attempts for VM %s may stay: %s", command.vmId(), unanswered.getMessage());
        }
    }

    private CommandResult apply(LoadedDomain loaded) throws HypervisorException, CommandAbortedException {
        checkNotUndone(loaded);
        if (!deadline.mayBegin()) {
            throw new CommandAbortedException(
                    CommandOutcomeStatus.NOT_MODIFIABLE, "Its window closed before its turn came");
        }
        loaded.checkModifiable(command);
        loaded.checkJobs(host, command);
        loaded.checkExpectation(command);
        deadline.check();
        List<Prepared> prepared = new ArrayList<>();
        try {
            prepare(loaded, prepared);
            return define(prepared);
        } catch (HypervisorException.Unreachable unknown) {
            // The define may have had its effect: what it refers to must stay. The next issue finds it by its name.
            throw unknown;
        } catch (HypervisorException.Rejected rejected) {
            discard(prepared, rejected);
            throw new CommandAbortedException(CommandOutcomeStatus.REFUSED, String.valueOf(rejected.getMessage()));
        } catch (HypervisorException | CommandAbortedException failed) {
            discard(prepared, failed);
            throw failed;
        }
    }

    /** Whether the VM was off, and what was done was not begun by an earlier delivery. */
    boolean foundOff() {
        return foundOff;
    }

    /** Puts back what was replaced, and deletes the overlays that were made for it. */
    CommandResult undo(CommandResult done, String why) throws HypervisorException, CommandAbortedException {
        new RollBackHandler(host, command, deadline).run();
        for (Replacement replacement : done.replacements()) {
            if (replacement.toOverlay().isPresent()) {
                overlays.discard(replacement.toOverlay().get());
            }
        }
        return CommandResult.of(CommandOutcomeStatus.NOT_STOPPED, why);
    }

    /** What an earlier delivery of this command, or an earlier attempt whose answer was lost, did. */
    private Optional<CommandResult> alreadyDone(LoadedDomain loaded) throws HypervisorException {
        if (!loaded.isMarkedBy(command)) {
            return Optional.empty();
        }
        int attempt = loaded.definition().metadata().update().orElseThrow().attempt();
        List<Replacement> known = new ArrayList<>();
        for (Replacement replacement : command.replacements()) {
            Optional<VolumeRef> target = OverlayBuilder.target(loaded.domain().name(), replacement, markOf(attempt));
            if (target.isEmpty() || !loaded.refersTo(replacement.slot(), target.get())) {
                return Optional.empty();
            }
            known.add(replacement.kind() == PortionKind.BASE_IMAGE ? replacement.onOverlay(target.get()) : replacement);
        }
        return Optional.of(CommandResult.done("It was applied already", known));
    }

    /** Refuses what was done and undone: an attempt has its effect once, however often it is told. */
    private void checkNotUndone(LoadedDomain loaded) throws CommandAbortedException {
        if (loaded.hasAttempted(command)) {
            throw new CommandAbortedException(
                    command.permissions().restart().isPresent()
                            ? CommandOutcomeStatus.NOT_STOPPED
                            : CommandOutcomeStatus.EXPECTATION_FAILED,
                    "Attempt " + command.update().attempt() + " was done and undone before");
        }
    }

    private Command.UpdateMark markOf(int attempt) {
        return new Command.UpdateMark(command.update().updateId(), attempt);
    }

    private void prepare(LoadedDomain loaded, List<Prepared> prepared)
            throws HypervisorException, CommandAbortedException {
        for (Replacement replacement : command.replacements()) {
            VolumeRef target = replacement
                    .to()
                    .orElseThrow(() -> new CommandAbortedException(
                            CommandOutcomeStatus.EXPECTATION_FAILED,
                            "The command does not say where " + replacement.portion() + " " + replacement.toVersion()
                                    + " is"));
            Optional<VolumeLookup.Located> located = loaded.volumes().locate(target);
            if (located.isEmpty()) {
                throw new CommandAbortedException(
                        CommandOutcomeStatus.EXPECTATION_FAILED,
                        loaded.volumes().absenceOf(target));
            }
            Volume volume = located.get().volume();
            if (replacement.kind() == PortionKind.BASE_IMAGE) {
                VolumeRef overlay = overlays.prepare(loaded.domain().name(), replacement, volume);
                prepared.add(new Prepared(replacement.onOverlay(overlay), overlay, "qcow2"));
            } else {
                prepared.add(new Prepared(replacement, target, volume.format()));
            }
        }
    }

    private CommandResult define(List<Prepared> prepared) throws HypervisorException, CommandAbortedException {
        LoadedDomain loaded = LoadedDomain.of(host, command);
        loaded.checkModifiable(command);
        loaded.checkJobs(host, command);
        loaded.checkExpectation(command);
        checkNotUndone(loaded);
        foundOff = !loaded.domain().isActive();
        DomainXml edited = loaded.definition();
        for (Prepared one : prepared) {
            edited = one.in(edited, loaded.volumes());
        }
        edited = edited.withUpdate(command.update().updateId(), command.update().attempt());
        deadline.check();
        redefine(loaded, edited, prepared);
        return readBack(prepared);
    }

    private void redefine(LoadedDomain loaded, DomainXml edited, List<Prepared> prepared)
            throws HypervisorException, CommandAbortedException {
        try {
            host.redefine(command.vmId(), loaded.domain().definition(), edited.text());
        } catch (HypervisorException.Rejected rejected) {
            LoadedDomain now = LoadedDomain.of(host, command);
            if (hasMark(now, edited)
                    && !hasMark(loaded, edited)
                    && strayIn(now, prepared).isEmpty()) {
                // It was taken nonetheless, and the host keeps it otherwise or somebody went on from it.
                return;
            }
            throw refused(rejected, loaded, now, prepared);
        }
    }

    /** A guest that was started on the new volumes meanwhile was changed, though its definition is the old one. */
    private static CommandAbortedException refused(
            HypervisorException.Rejected rejected, LoadedDomain before, LoadedDomain now, List<Prepared> prepared)
            throws HypervisorException, CommandAbortedException {
        if (!now.domain().definition().equals(before.domain().definition())) {
            return new CommandAbortedException(
                    CommandOutcomeStatus.EXPECTATION_FAILED,
                    "Its definition was changed by somebody else in this moment");
        }
        boolean runsNew = false;
        for (Prepared one : prepared) {
            runsNew |= now.machineWasStartedFrom(
                    one.replacement().slot(), one.target().path());
        }
        return new CommandAbortedException(
                runsNew ? CommandOutcomeStatus.FAILED : CommandOutcomeStatus.REFUSED,
                "The host refused the new definition: " + rejected.getMessage());
    }

    /** What was prepared for the first slot that does not refer to it. */
    private static Optional<Prepared> strayIn(LoadedDomain loaded, List<Prepared> prepared) throws HypervisorException {
        for (Prepared one : prepared) {
            if (!loaded.refersTo(one.replacement().slot(), one.target())) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    private static boolean hasMark(LoadedDomain loaded, DomainXml edited) {
        return loaded.definition().metadata().update().equals(edited.metadata().update());
    }

    private CommandResult readBack(List<Prepared> prepared) throws HypervisorException {
        List<Replacement> known = prepared.stream().map(Prepared::replacement).toList();
        try {
            Optional<Prepared> stray = strayIn(LoadedDomain.of(host, command), prepared);
            if (stray.isPresent()) {
                return new CommandResult(
                        CommandOutcomeStatus.FAILED,
                        "The host took the definition, but slot "
                                + stray.get().replacement().slot() + " does not refer to "
                                + stray.get().target().path(),
                        known,
                        Optional.empty(),
                        VerifiedBy.UNKNOWN);
            }
            return CommandResult.done("The next start is on the new volumes", known);
        } catch (CommandAbortedException gone) {
            return gone.result();
        }
    }

    private void discard(List<Prepared> prepared, Exception first) {
        for (Prepared one : prepared) {
            if (one.replacement().toOverlay().isPresent()) {
                try {
                    overlays.discard(one.target());
                } catch (HypervisorException second) {
                    // The first cause is what the caller is to know; the overlay's name tells whose it is.
                    first.addSuppressed(second);
                }
            }
        }
    }

    /**
     * What a slot is to refer to.
     *
     * @param target the volume, or the overlay on it
     * @param format its image format in libvirt's words
     */
    private record Prepared(Replacement replacement, VolumeRef target, String format) {

        DomainXml in(DomainXml xml, VolumeLookup volumes) throws HypervisorException, CommandAbortedException {
            DomainXml edited = LoadedDomain.refer(xml, volumes, replacement.slot(), target);
            Optional<Slot> disk = edited.slot(replacement.slot()).filter(slot -> slot.kind() == SlotKind.DISK);
            return disk.isPresent() && !disk.get().format().equals(format)
                    ? edited.withFormat(replacement.slot(), format)
                    : edited;
        }
    }
}
