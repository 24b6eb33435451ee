package io.slackwater.worker.storage.oracle;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.storage.model.StorageTaskReport;
import io.slackwater.worker.storage.oracle.CallTrace.Call;
import io.slackwater.worker.storage.oracle.Uses.Use;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says whether a volume should have been deleted. */
final class Judge {

    /** What must not be. */
    enum Wrong {
        DELETED_IN_USE,
        DELETED_IN_USE_BY_IMAGE,
        DELETED_WHILE_MOVING,
        DELETED_SILENTLY,
        DELETED_ANOTHER_FILE,
        SAID_DELETED,
        KEPT_THOUGH_FREE,
        KEPT_WITHOUT_REASON,
        NO_OUTCOME
    }

    /** What was wrong. */
    record Finding(Wrong wrong, String detail) {}

    private Judge() {}

    /** Returns why a volume is kept; empty where it is not. */
    static Optional<List<Blocker>> keptBy(StorageTaskReport result) {
        if (result instanceof StorageTaskReport.Referenced referenced) {
            return Optional.of(referenced.blockers());
        }
        return result instanceof StorageTaskReport.Failed failed ? Optional.of(failed.blockers()) : Optional.empty();
    }

    static Set<String> codes(List<Blocker> blockers) {
        return blockers.stream().map(blocker -> blocker.code().name()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Judges where nobody did anything meanwhile. */
    static Optional<Finding> still(Truth truth, Path entry, StorageTaskReport result) {
        Set<String> reasons = truth.reasons(entry);
        Optional<List<Blocker>> kept = keptBy(result);
        if (kept.isPresent()) {
            return reasons.isEmpty()
                    ? againstKept(truth, entry, kept.get())
                    : againstReasons(truth, entry, reasons, codes(kept.get()));
        }
        if (!(result instanceof StorageTaskReport.Deleted)) {
            return Optional.of(new Finding(Wrong.NO_OUTCOME, result.toString()));
        }
        if (!reasons.isEmpty()) {
            return Optional.of(new Finding(Wrong.DELETED_IN_USE, reasons.toString()));
        }
        return Files.exists(entry) ? Optional.of(new Finding(Wrong.SAID_DELETED, "and it is there")) : Optional.empty();
    }

    /** A free volume may be kept only where the hosts alone cannot tell that it is free, and then nothing is said to use it. */
    private static Optional<Finding> againstKept(Truth truth, Path entry, List<Blocker> blockers) {
        boolean isClaimed = blockers.stream().anyMatch(blocker -> blocker.code().isReference());
        boolean isExcused = !blockers.isEmpty()
                && (isClaimed
                        ? truth.isUsedByAnotherName(entry)
                        : !truth.unclear().isEmpty());
        return isExcused ? Optional.empty() : Optional.of(new Finding(Wrong.KEPT_THOUGH_FREE, blockers.toString()));
    }

    /**
     * Every reason is named, except for what the images' headers alone tell: they are read only where nothing else was found, so
     * another reason may stand for it.
     */
    private static Optional<Finding> againstReasons(Truth truth, Path entry, Set<String> reasons, Set<String> codes) {
        Set<String> unnamed = new TreeSet<>(reasons);
        unnamed.removeAll(codes);
        if (!codes.isEmpty()) {
            unnamed.remove("USED_BY_BACKING_CHAIN");
        }
        boolean isExcused = !codes.isEmpty() && (!truth.unclear().isEmpty() || truth.isDataFile(entry));
        return unnamed.isEmpty() || isExcused
                ? Optional.empty()
                : Optional.of(new Finding(Wrong.KEPT_WITHOUT_REASON, unnamed + " is not among " + codes));
    }

    /** Judges a delete during which an owner did something. */
    static Optional<Finding> meanwhile(
            Owner owner, CallTrace calls, Path entry, Set<Integer> hosts, StorageTaskReport.Deleted report) {
        // The probes with which the service tries a directory are deleted, too.
        String name = entry.getFileName().toString();
        Optional<Call> delete = calls.first(call -> call.deletes().equals(Optional.of(name)));
        if (delete.isEmpty()) {
            return Optional.empty();
        }
        long began = calls.calls().get(0).began();
        long over = calls.calls().get(calls.calls().size() - 1).ended();
        long deleting = delete.get().began();
        long deleted = delete.get().ended();
        for (Use use : owner.uses().of(entry)) {
            long read = lastRead(calls, use.host(), deleting);
            if (use.byImage() ? use.covers(began, deleted) : hosts.contains(use.host()) && use.covers(read, deleted)) {
                Wrong wrong = use.byImage() ? Wrong.DELETED_IN_USE_BY_IMAGE : Wrong.DELETED_IN_USE;
                return Optional.of(new Finding(
                        wrong,
                        "since %d us before the last definitions: %s".formatted((read - use.since()) / 1000, use)));
            }
            if (hosts.contains(use.host())
                    && use.covers(deleting, over)
                    && report.usesSince().isEmpty()
                    && !Files.exists(entry)) {
                return Optional.of(new Finding(Wrong.DELETED_SILENTLY, use.toString()));
            }
        }
        List<String> users = owner.uses().throughout(entry, began, deleted);
        if (!users.isEmpty()) {
            return Optional.of(new Finding(Wrong.DELETED_WHILE_MOVING, users.toString()));
        }
        return owner.replaced(entry)
                .filter(at -> at > firstListing(calls, delete.get().host())
                        && at < lastListing(calls, delete.get().host(), deleting))
                .map(at -> new Finding(Wrong.DELETED_ANOTHER_FILE, "its owner replaced it after it was listed"));
    }

    /**
     * Returns from when on a host's definitions may have changed unseen: what changes fast is read last, so not before all its pools had
     * been listed for the last time.
     */
    private static long lastRead(CallTrace calls, int host, long until) {
        long definitions = calls.last(until, call -> call.host() == host && call.readsDefinitions())
                .map(Call::began)
                .orElse(Long.MIN_VALUE);
        long pools = calls.last(
                        until, call -> call.host() == host && call.method().equals("pools"))
                .map(Call::ended)
                .orElse(Long.MIN_VALUE);
        return Math.max(definitions, pools);
    }

    /** Returns when a host was asked for volumes the last time before a moment. */
    private static long lastListing(CallTrace calls, int host, long until) {
        return calls.last(
                        until,
                        call -> call.host() == host && Set.of("pools", "volume").contains(call.method()))
                .map(Call::began)
                .orElse(Long.MAX_VALUE);
    }

    /** Returns since when a host's volumes are known to what decides about them. */
    private static long firstListing(CallTrace calls, int host) {
        return calls.first(call -> call.host() == host && call.method().equals("pools"))
                .map(Call::ended)
                .orElse(Long.MAX_VALUE);
    }
}
