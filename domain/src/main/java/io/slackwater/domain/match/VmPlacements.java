package io.slackwater.domain.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The hosts on which a VM was observed, the latest first. It is on two hosts for a while when it migrates, for the
 * target may observe it before the source says that it went; then it counts where it was observed last.
 *
 * @param unknown whether its last record could not be read: nothing is decided about it until it is observed again
 * @param placements where it is, observed last first
 */
public record VmPlacements(boolean unknown, List<Placement> placements) {

    /** A VM that has never been observed, or has gone from every host. */
    public static final VmPlacements ABSENT = new VmPlacements(false, List.of());

    public VmPlacements {
        placements = List.copyOf(placements);
    }

    /** Returns this VM after it was observed. */
    public VmPlacements observed(Placement placement) {
        if (placements.isEmpty()) {
            return new VmPlacements(false, List.of(placement));
        }
        List<Placement> updated = new ArrayList<>();
        updated.add(placement);
        updated.addAll(without(placement.hostId()));
        return new VmPlacements(false, updated);
    }

    /** Returns this VM after it went from a host. */
    public VmPlacements gone(String hostId) {
        List<Placement> remaining = without(hostId);
        return new VmPlacements(unknown && !remaining.isEmpty(), remaining);
    }

    /** Returns this VM after a record of it that could not be read. */
    public VmPlacements unreadable() {
        return new VmPlacements(true, placements);
    }

    /** Returns where it was observed last; empty where it is nowhere, or where that is not known. */
    public Optional<Placement> current() {
        return unknown || placements.isEmpty() ? Optional.empty() : Optional.of(placements.get(0));
    }

    /** Returns where it was observed last of the hosts that count; empty as above. */
    public Optional<Placement> current(Predicate<String> counts) {
        return unknown
                ? Optional.empty()
                : placements.stream()
                        .filter(placement -> counts.test(placement.hostId()))
                        .findFirst();
    }

    private List<Placement> without(String hostId) {
        return placements.stream()
                .filter(placement -> !placement.hostId().equals(hostId))
                .toList();
    }
}
