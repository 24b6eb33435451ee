package io.slackwater.hypervisor.simulated;

import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.Domain.Checkpoint;
import io.slackwater.hypervisor.Domain.Snapshot;
import io.slackwater.hypervisor.DomainJob;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.RunState;
import io.slackwater.hypervisor.xml.DomainXml;
import io.slackwater.hypervisor.xml.MalformedDomainXmlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A domain of a simulated host, with the transitions that libvirt has. It keeps definitions as text, since a fleet may have
 * a hundred thousand of them. Guarded by its host's lock.
 */
final class SimulatedDomain {

    private static final Pattern ROOT_START = Pattern.compile("(?s)\\A.*?<domain(?=[\\s>])");
    private static final Pattern ROOT_END = Pattern.compile("(?s)</domain\\s*>(?!.*</domain\\s*>).*\\z");

    private final UUID id;
    private final String name;
    private final boolean persistent;
    private final List<Snapshot> snapshots = new ArrayList<>();
    private final List<DomainJob> jobs = new ArrayList<>();
    private final List<Checkpoint> checkpoints = new ArrayList<>();
    private String definition;
    private @Nullable String live;
    private @Nullable String saved;
    private @Nullable SimulatedGuest guest;
    private RunState state = RunState.SHUTOFF;
    private String reason = "UNKNOWN";
    private boolean agentAnswers = true;
    private Optional<String> unread = Optional.empty();

    SimulatedDomain(DomainXml definition, boolean persistent) {
        this.id = UUID.fromString(definition.uuid());
        this.name = definition.name();
        this.persistent = persistent;
        this.definition = definition.text();
    }

    UUID id() {
        return id;
    }

    String name() {
        return name;
    }

    boolean persistent() {
        return persistent;
    }

    boolean isActive() {
        return live != null;
    }

    String definition() {
        return definition;
    }

    void redefine(DomainXml replacement) throws HypervisorException {
        if (!replacement.uuid().equals(id.toString()) || !replacement.name().equals(name)) {
            throw new HypervisorException.Rejected(
                    "A redefinition of domain " + name + " must keep its name and UUID", null);
        }
        definition = replacement.text();
    }

    /** Returns what its next start boots: what was saved, else the definition. */
    String nextStart() {
        return saved == null ? definition : saved;
    }

    void start(SimulatedGuest startedGuest) {
        live = nextStart();
        guest = startedGuest;
        state = RunState.RUNNING;
        reason = saved == null ? "BOOTED" : "RESTORED";
        saved = null;
        if (startedGuest.crashesAtStart()) {
            stop("CRASHED");
        }
    }

    /** Ends the run; {@code why} is libvirt's reason for SHUTOFF. */
    void stop(String why) {
        live = null;
        guest = null;
        jobs.clear();
        state = RunState.SHUTOFF;
        reason = why;
    }

    void managedSave() throws HypervisorException {
        requireActive();
        saved = live;
        stop("SAVED");
    }

    void dropManagedSave() {
        saved = null;
    }

    void pause() throws HypervisorException {
        requireActive();
        state = RunState.PAUSED;
        reason = "USER";
    }

    void resume() throws HypervisorException {
        requireActive();
        state = RunState.RUNNING;
        reason = "UNPAUSED";
    }

    void snapshot(String snapshot) {
        String current = live == null
                ? element("domain", definition)
                : element("domain", live) + element("inactiveDomain", definition);
        snapshots.add(new Snapshot(
                snapshot, "<domainsnapshot>\n<name>" + snapshot + "</name>\n" + current + "\n</domainsnapshot>"));
    }

    void deleteSnapshot(String snapshot) throws HypervisorException {
        if (!snapshots.removeIf(present -> present.name().equals(snapshot))) {
            throw new HypervisorException.NotFound("Domain " + name + " has no snapshot " + snapshot, null);
        }
    }

    void beginJob(DomainJob job) throws HypervisorException {
        requireActive();
        jobs.add(job);
    }

    void endJobs() {
        jobs.clear();
    }

    List<DomainJob> jobs() {
        return List.copyOf(jobs);
    }

    void checkpoint(String checkpoint) throws HypervisorException {
        requireActive();
        checkpoints.add(new Checkpoint(
                checkpoint,
                "<domaincheckpoint>\n<name>" + checkpoint + "</name>\n" + element("domain", definition)
                        + "\n</domaincheckpoint>"));
    }

    void deleteCheckpoint(String checkpoint) throws HypervisorException {
        if (!checkpoints.removeIf(present -> present.name().equals(checkpoint))) {
            throw new HypervisorException.NotFound("Domain " + name + " has no checkpoint " + checkpoint, null);
        }
    }

    void agentAnswers(boolean nowAnswers) {
        agentAnswers = nowAnswers;
    }

    Optional<SimulatedGuest> answeringGuest() {
        return Optional.ofNullable(guest)
                .filter(running -> agentAnswers && state == RunState.RUNNING && running.hasAgent());
    }

    void requireActive() throws HypervisorException {
        if (live == null) {
            throw new HypervisorException.Rejected("Domain " + name + " does not run", null);
        }
    }

    /** From now on it cannot be read for this reason; can be again where that is empty. */
    void unread(Optional<String> why) {
        unread = why;
    }

    Domain read() {
        if (unread.isPresent()) {
            return Domain.unread(id, name, unread.get());
        }
        return new Domain(
                id,
                name,
                state,
                reason,
                persistent,
                definition,
                Optional.ofNullable(live),
                Optional.ofNullable(saved),
                snapshots,
                checkpoints);
    }

    private static String element(String rootName, String domain) {
        String started = ROOT_START.matcher(domain).replaceFirst("<" + rootName);
        return ROOT_END.matcher(started).replaceFirst("</" + rootName + ">");
    }

    /** Reads a definition as libvirt would: one that is malformed is refused. */
    static DomainXml parse(String xml) throws HypervisorException {
        try {
            return DomainXml.parse(xml);
        } catch (MalformedDomainXmlException e) {
            throw new HypervisorException.Rejected("The definition was refused: " + e.getMessage(), e);
        }
    }
}
