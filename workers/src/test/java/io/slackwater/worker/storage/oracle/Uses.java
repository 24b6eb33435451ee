package io.slackwater.worker.storage.oracle;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Who used which file from when to when. Times are of the monotonic clock, in nanoseconds; what was so for certain counts. */
final class Uses {

    /** Since before all that is of interest, or until after it. */
    static final long ALWAYS = Long.MAX_VALUE;

    /**
     * A use.
     *
     * @param host the host's index
     * @param user a domain's UUID
     * @param since when it had begun for certain
     * @param until when it had not ended for certain
     * @param byImage whether it began as an image was replaced under a domain that named it before
     */
    record Use(int host, String user, Path entry, long since, long until, boolean byImage) {

        boolean covers(long from, long to) {
            return since <= from && until >= to;
        }
    }

    private final List<Use> uses = new ArrayList<>();

    /**
     * Says what a domain of a host uses now.
     *
     * @param began when what brought it about was begun
     * @param ended when it had been done
     */
    void now(int host, String user, Set<Path> entries, long began, long ended, boolean byImage) {
        for (int at = 0; at < uses.size(); at++) {
            Use use = uses.get(at);
            boolean isIts = use.host() == host && use.user().equals(user) && use.until() == ALWAYS;
            if (isIts && !entries.contains(use.entry())) {
                uses.set(at, new Use(host, user, use.entry(), use.since(), began, use.byImage()));
            }
        }
        for (Path entry : entries) {
            boolean isKnown = uses.stream()
                    .anyMatch(use -> use.host() == host
                            && use.user().equals(user)
                            && use.entry().equals(entry)
                            && use.until() == ALWAYS);
            if (!isKnown) {
                uses.add(new Use(host, user, entry, ended, ALWAYS, byImage));
            }
        }
    }

    List<Use> of(Path entry) {
        return uses.stream().filter(use -> use.entry().equals(entry)).toList();
    }

    /** Returns the users that had a file in use all the time on one host or another, as one that moves. */
    List<String> throughout(Path entry, long from, long to) {
        List<Use> its =
                of(entry).stream().sorted(Comparator.comparingLong(Use::since)).toList();
        return its.stream()
                .map(Use::user)
                .distinct()
                .filter(user -> isCovered(
                        its.stream().filter(use -> use.user().equals(user)).toList(), from, to))
                .toList();
    }

    private static boolean isCovered(List<Use> sorted, long from, long to) {
        long reached = from;
        for (Use use : sorted) {
            if (use.since() <= reached) {
                reached = Math.max(reached, use.until());
            }
        }
        return reached >= to;
    }
}
