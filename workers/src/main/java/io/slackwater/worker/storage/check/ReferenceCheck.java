package io.slackwater.worker.storage.check;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.host.HostCheckResult;
import io.slackwater.domain.storage.model.ReferenceFinding;
import io.slackwater.domain.storage.model.StorageTask;
import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.Volume;
import io.slackwater.worker.storage.host.StorageConnections;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Searches all hosts of a store for references to a volume, twice. Pools and images come first, since to read them may
 * take seconds, and definitions last. Then all is read once more, in the opposite order of hosts: a VM that moved
 * meanwhile from a host that was not asked yet to one that was is on neither list of the first reading. That takes only
 * moments, for images that did not change are not read again. Where definitions changed between two readings, another
 * follows: a file that they name may be younger than the list of files.
 */
public final class ReferenceCheck {

    private static final Logger LOG = Logger.getLogger(ReferenceCheck.class);

    /** How often all is read before definitions that go on changing are a reason to keep the volume. */
    private static final int READINGS = 6;

    private final StorageConnections hosts;
    private final Clock clock;

    public ReferenceCheck(StorageConnections hosts, Clock clock) {
        this.hosts = hosts;
        this.clock = clock;
    }

    /**
     * What the hosts answered.
     *
     * @param blockers the references, what cannot be told, and the hosts that could not be asked
     * @param pool the store's pool on the host to act through, as it was listed last; empty where the host has none or did not answer
     * @param mark by what the volume is known again there; empty where it is not there
     */
    public record Result(
            List<HostCheckResult> hostChecks,
            List<Blocker> blockers,
            Optional<StoragePool> pool,
            Optional<VolumeFingerprint> mark) {

        public boolean isClear() {
            return blockers.isEmpty();
        }

        /** Returns what the hosts found; UNCLEAR also where one of them could not be asked. */
        public ReferenceFinding finding() {
            return of(blockers);
        }

        /** Returns what was found to refer to a volume that is gone; a host that could not be asked tells nothing of it. */
        public ReferenceFinding findingSince() {
            return of(usesOrUnclear());
        }

        private static ReferenceFinding of(List<Blocker> found) {
            if (found.isEmpty()) {
                return ReferenceFinding.NONE;
            }
            return found.stream().anyMatch(blocker -> blocker.code().isReference())
                    ? ReferenceFinding.USED
                    : ReferenceFinding.UNCLEAR;
        }

        /** Returns what refers to the volume, and what may refer to it. */
        public List<Blocker> usesOrUnclear() {
            return blockers.stream().filter(Result::isUseOrUnclear).toList();
        }

        /** Returns what tells of no use: who could not be asked, and what is another volume. */
        public List<Blocker> others() {
            return blockers.stream().filter(blocker -> !isUseOrUnclear(blocker)).toList();
        }

        private static boolean isUseOrUnclear(Blocker blocker) {
            return blocker.code().isReference() || blocker.code() == BlockerCode.REFERENCE_UNCLEAR;
        }

        /** Returns why not every host could be asked, or not be understood. */
        public List<Blocker> untold() {
            return blockers.stream()
                    .filter(blocker -> !blocker.code().isReference())
                    .toList();
        }
    }

    public Result at(StorageTask task) {
        return at(task, Optional.empty());
    }

    /**
     * Looks.
     *
     * @param judged the volume as it was judged before, so that it is no other by now; empty where it counts as it is found first
     */
    public Result at(StorageTask task, Optional<Volume> judged) {
        List<HostReferenceCheck> sites = new ArrayList<>();
        List<Blocker> unasked = open(task, sites);
        List<HostReferenceCheck> backwards = new ArrayList<>(sites);
        Collections.reverse(backwards);
        List<Blocker> found = read(sites);
        Optional<VolumeFingerprint> first = markOf(task, sites);
        Optional<VolumeFingerprint> known = judged.map(volume -> VolumeFingerprint.of(
                        volume, first.map(VolumeFingerprint::head).orElse(VolumeFingerprint.NO_HEAD)))
                .or(() -> first);
        List<Blocker> changes = List.of();
        for (int reading = 2; reading <= READINGS && unasked.isEmpty() && found.isEmpty(); reading++) {
            List<List<Domain>> before =
                    sites.stream().map(HostReferenceCheck::domains).toList();
            found = new ArrayList<>(read(reading % 2 == 0 ? backwards : sites));
            changes = changes(sites, before);
            if (changes.isEmpty()) {
                break;
            }
        }
        List<Blocker> all = new ArrayList<>(unasked);
        all.addAll(found);
        all.addAll(found.isEmpty() ? changes : List.of());
        Optional<VolumeFingerprint> last = markOf(task, sites);
        replaced(task, known, last).ifPresent(all::add);
        return new Result(
                sites.stream().flatMap(site -> site.answer().stream()).toList(),
                List.copyOf(all),
                through(task, sites).flatMap(HostReferenceCheck::pool),
                last);
    }

    private List<Blocker> open(StorageTask task, List<HostReferenceCheck> sites) {
        List<Blocker> unasked = new ArrayList<>();
        for (StorageTask.Site site : task.sites()) {
            answer(site, () -> {
                        sites.add(new HostReferenceCheck(site, task.volume(), hosts, clock));
                        return List.of();
                    })
                    .forEach(unasked::add);
        }
        return unasked;
    }

    /** Reads every host, what is slow of all of them first, and returns what was found. */
    private List<Blocker> read(List<HostReferenceCheck> sites) {
        List<Blocker> found = new ArrayList<>();
        List<HostReferenceCheck> answering = new ArrayList<>();
        for (HostReferenceCheck site : sites) {
            found.addAll(answer(site.site(), () -> {
                site.readImages();
                answering.add(site);
                return List.of();
            }));
        }
        for (HostReferenceCheck site : answering) {
            found.addAll(answer(site.site(), site::readDefinitions));
        }
        return found;
    }

    /** Something that a host is asked for, which returns what speaks against the delete. */
    private interface Question {
        List<Blocker> answer() throws HypervisorException;
    }

    /** Asks, and takes whatever goes wrong for something that nobody knows. */
    private List<Blocker> answer(StorageTask.Site site, Question question) {
        try {
            return question.answer();
        } catch (HypervisorException unanswered) {
            return List.of(
                    unasked(BlockerCode.HOST_UNREACHABLE, site, "It could not be asked: " + unanswered.getMessage()));
        } catch (RuntimeException | StackOverflowError defect) {
            LOG.errorf(defect, "Host %s with pool %s could not be asked", site.hostId(), site.pool());
            return List.of(unasked(BlockerCode.UNKNOWN, site, "An error of this program: " + defect));
        }
    }

    private Blocker unasked(BlockerCode code, StorageTask.Site site, String detail) {
        return new Blocker(
                code,
                site.hostId(),
                clock.instant(),
                "%s (host %s, pool %s)".formatted(detail, site.hostId(), site.pool()));
    }

    private List<Blocker> changes(List<HostReferenceCheck> sites, List<List<Domain>> before) {
        List<Blocker> changes = new ArrayList<>();
        for (int index = 0; index < sites.size(); index++) {
            HostReferenceCheck site = sites.get(index);
            site.changedSince(before.get(index))
                    .forEach(vm -> changes.add(new Blocker(
                            BlockerCode.REFERENCE_UNCLEAR,
                            vm,
                            clock.instant(),
                            "VM %s on %s was defined or changed between each two of %d readings"
                                    .formatted(vm, site.site().hostId(), READINGS))));
        }
        return changes;
    }

    /**
     * Asks for the volume alone once more, which takes about a millisecond, and returns a blocker where it is another by now: its owner
     * may have put a file in its place since its pool was listed last.
     */
    public Optional<Blocker> replacedSince(StorageTask task, Result result) throws HypervisorException {
        Optional<Volume> now = hosts.to(task.through())
                .volume(task.through().pool(), task.volume().name());
        return now.flatMap(volume -> replaced(task, result.mark(), result.mark().map(mark -> mark.seenAs(volume))));
    }

    /** What has the volume's name by now is not what was decided about. */
    private Optional<Blocker> replaced(
            StorageTask task, Optional<VolumeFingerprint> known, Optional<VolumeFingerprint> now) {
        return now.isEmpty() || now.equals(known)
                ? Optional.empty()
                : Optional.of(new Blocker(
                        BlockerCode.CONTENT_CHANGED,
                        task.volume().name(),
                        clock.instant(),
                        "Volume %s in pool %s on %s is not what was decided about: %s"
                                .formatted(
                                        task.volume().name(),
                                        task.through().pool(),
                                        task.through().hostId(),
                                        known.map(before -> before.differenceTo(now.get()))
                                                .orElse("it was made meanwhile"))));
    }

    private static Optional<VolumeFingerprint> markOf(StorageTask task, List<HostReferenceCheck> sites) {
        return through(task, sites).flatMap(HostReferenceCheck::mark);
    }

    private static Optional<HostReferenceCheck> through(StorageTask task, List<HostReferenceCheck> sites) {
        return sites.stream().filter(site -> site.site().equals(task.through())).findFirst();
    }
}
