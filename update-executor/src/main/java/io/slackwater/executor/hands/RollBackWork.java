package io.slackwater.executor.hands;

import io.slackwater.executor.update.AnswerStatus;
import io.slackwater.executor.update.Replacement;
import io.slackwater.executor.update.VolumeRef;
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
final class RollBackWork {

    private static final Logger LOG = Logger.getLogger(RollBackWork.class);

    private final HostConnection host;
    private final Command command;
    private final Lifetime lifetime;

    RollBackWork(HostConnection host, Command command, Lifetime lifetime) {
        this.host = host;
        this.command = command;
        this.lifetime = lifetime;
    }

    Result run() throws HypervisorException, RefusedException {
        Reading reading = Reading.of(host, command);
        if (!reading.domain().persistent()) {
            throw new RefusedException(AnswerStatus.NOT_MODIFIABLE, "The VM is transient: it has no definition");
        }
        DomainXml edited = reading.definition();
        for (Replacement replacement : command.expectation()) {
            Optional<VolumeRef> mine = mine(reading, replacement);
            if (mine.isPresent() && reading.refersTo(replacement.slot(), mine.get())) {
                edited = putBack(edited, reading.volumes(), replacement);
            }
        }
        if (!edited.text().equals(reading.definition().text())) {
            checkJobs(reading);
            lifetime.check();
            redefine(reading, isOlder(reading) ? marked(edited) : edited);
        } else if (mayBeOnItsWay(reading)) {
            lifetime.check();
            mark(reading);
        }
        return answer();
    }

    /** Only an update that finds what it expects has an effect. A later update that has moved the VM on keeps its mark. */
    private boolean mayBeOnItsWay(Reading reading) throws HypervisorException {
        for (Replacement replacement : command.expectation()) {
            if (!reading.refersTo(replacement.slot(), replacement.replaced())) {
                return false;
            }
        }
        return !reading.hasAttempted(command) && jobAgainstChange(reading).isEmpty();
    }

    /** Whether the definition has no mark, or that of an earlier attempt; another update's says that it moved the VM since. */
    private boolean isOlder(Reading reading) {
        boolean isAnothers = reading.definition().metadata().update().isPresent() && !reading.isMarkedBy(command);
        return !isAnothers && !reading.hasAttempted(command);
    }

    /** An attempt that found an earlier one's work done leaves that one's mark; told again after this, it is to find its own. */
    private DomainXml marked(DomainXml xml) {
        return xml.withUpdate(command.update().updateId(), command.update().attempt());
    }

    private void mark(Reading reading) throws HypervisorException, RefusedException {
        DomainXml marked = marked(reading.definition());
        try {
            host.redefine(command.vmId(), reading.domain().definition(), marked.text());
        } catch (HypervisorException.Rejected rejected) {
            if (!Reading.of(host, command)
                    .domain()
                    .definition()
                    .equals(reading.domain().definition())) {
                throw new RefusedException(
                        AnswerStatus.EXPECTATION_FAILED, "Its definition was changed by somebody else in this moment");
            }
            LOG.warnf("VM %s is not marked as rolled back: %s", command.vmId(), rejected.getMessage());
        }
    }

    /** An overlay whose maker's answer was lost is known by its name. */
    private Optional<VolumeRef> mine(Reading reading, Replacement replacement) {
        int attempt = reading.isMarkedBy(command)
                ? reading.definition().metadata().update().orElseThrow().attempt()
                : command.update().attempt();
        Command.UpdateMark mark = new Command.UpdateMark(command.update().updateId(), attempt);
        return replacement.toOverlay().or(() -> Overlays.target(reading.domain().name(), replacement, mark));
    }

    private DomainXml putBack(DomainXml xml, Volumes volumes, Replacement replacement)
            throws HypervisorException, RefusedException {
        VolumeRef old = replacement.replaced();
        String format = volumes.locate(old)
                .orElseThrow(() -> new RefusedException(
                        AnswerStatus.FAILED, "No pool of the host has the old volume " + old.path()))
                .volume()
                .format();
        DomainXml edited = Reading.refer(xml, volumes, replacement.slot(), old);
        Optional<Slot> disk = edited.slot(replacement.slot()).filter(slot -> slot.kind() == SlotKind.DISK);
        return disk.isPresent() && !disk.get().format().equals(format)
                ? edited.withFormat(replacement.slot(), format)
                : edited;
    }

    /** What moves or is saved would take one definition with it and leave another here. */
    private void checkJobs(Reading reading) throws HypervisorException, RefusedException {
        Optional<DomainJob> job = jobAgainstChange(reading);
        if (job.isPresent()) {
            throw JobRule.refusal(job.get());
        }
    }

    private Optional<DomainJob> jobAgainstChange(Reading reading) throws HypervisorException {
        return reading.domain().isActive()
                ? JobRule.againstChange(host.jobs(command.vmId()), false, false)
                : Optional.empty();
    }

    private void redefine(Reading reading, DomainXml edited) throws HypervisorException, RefusedException {
        try {
            host.redefine(command.vmId(), reading.domain().definition(), edited.text());
        } catch (HypervisorException.Rejected rejected) {
            throw new RefusedException(
                    AnswerStatus.EXPECTATION_FAILED, "The old references were not put back: " + rejected.getMessage());
        }
    }

    /** A VM whose definition was changed while it ran never ran the new volumes, unless it was started since. */
    private boolean runsNew(Reading reading) throws HypervisorException, RefusedException {
        for (Replacement replacement : command.expectation()) {
            if (!reading.machineWasStartedFrom(
                    replacement.slot(), replacement.replaced().path())) {
                return true;
            }
        }
        return false;
    }

    /** What counts is what runs after the definition was put back. */
    private Result answer() throws HypervisorException, RefusedException {
        Reading after = Reading.of(host, command);
        boolean resumes = after.domain().managedSaveDefinition().isPresent();
        return (after.domain().isActive() && runsNew(after)) || resumes
                ? Result.of(AnswerStatus.INCONCLUSIVE, "The next cold start is on the old volumes")
                : Result.done("The next start is on the old volumes", command.expectation());
    }
}
