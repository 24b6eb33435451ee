package io.slackwater.reclaimer.store;

import io.slackwater.reclaimer.volume.PortionVersion;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;

/**
 * A portion version that a change brings.
 *
 * @param supersedes the versions that it replaces; empty: all that come before it, where its portion's versions are ordered
 */
public record Offer(PortionVersion brings, Set<String> supersedes, boolean isOrdered) {

    public Offer {
        supersedes = Set.copyOf(supersedes);
    }

    /**
     * Whether it takes the place of a version. Versions that cannot be compared do not replace each other.
     *
     * @param order of versions; throws {@link IllegalArgumentException} for what is no version
     */
    public boolean replaces(PortionVersion held, Comparator<String> order) {
        if (!brings.portion().equals(held.portion()) || brings.kind() != held.kind()) {
            return false;
        }
        return supersedes.isEmpty() ? isOrdered && isLater(held.version(), order) : supersedes.contains(held.version());
    }

    /** Returns the versions that it speaks of: its own and those that it names as replaced. */
    public Set<PortionVersion> named() {
        Set<PortionVersion> named = new HashSet<>(Set.of(brings));
        supersedes.forEach(version -> named.add(new PortionVersion(brings.portion(), version, brings.kind())));
        return named;
    }

    private boolean isLater(String version, Comparator<String> order) {
        try {
            return order.compare(version, brings.version()) < 0;
        } catch (IllegalArgumentException incomparable) {
            return false;
        }
    }
}
