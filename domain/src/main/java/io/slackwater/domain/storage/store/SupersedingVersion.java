package io.slackwater.domain.storage.store;

import io.slackwater.domain.portion.PortionVersion;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A portion version that a change brings, with the versions that it supersedes.
 *
 * @param sha256 its content
 * @param supersedes the versions that it replaces, none: all that come before it, where its portion's versions are ordered; and
 *     content that it replaces, as {@code sha256:} and its digest
 */
public record SupersedingVersion(PortionVersion brings, String sha256, Set<String> supersedes, boolean isOrdered) {

    private static final Pattern CONTENT = Pattern.compile("sha256:[0-9a-f]{64}");

    public SupersedingVersion {
        supersedes = Set.copyOf(supersedes);
    }

    /**
     * What a volume holds.
     *
     * @param holds as the volume is known
     * @param sha256 its content; empty where nobody read it
     * @param versions all that this content is called; never empty
     */
    public record Held(PortionVersion holds, Optional<String> sha256, Set<String> versions) {

        public Held {
            versions = Set.copyOf(versions);
        }
    }

    /**
     * Whether it takes the place of what a volume holds. Content never replaces itself, and another content of the same version is
     * replaced only where its digest is named. Versions that cannot be compared do not replace each other.
     *
     * @param order of versions; throws {@link IllegalArgumentException} for what is no version
     */
    public boolean replaces(Held held, Comparator<String> order) {
        if (!isOf(held.holds()) || hasContent(held.holds(), held.sha256())) {
            return false;
        }
        if (held.sha256()
                .filter(digest -> supersedes.contains("sha256:" + digest))
                .isPresent()) {
            return true;
        }
        Set<String> listed = versions();
        return listed.isEmpty()
                ? isOrdered && held.versions().stream().allMatch(version -> isLater(version, order))
                : held.versions().stream().anyMatch(listed::contains);
    }

    /** Returns the versions that it speaks of: its own and those that it names as replaced. */
    public Set<PortionVersion> named() {
        Set<PortionVersion> named = new HashSet<>(Set.of(brings));
        versions().forEach(version -> named.add(new PortionVersion(brings.portion(), version, brings.kind())));
        return named;
    }

    /** Whether it brings this content of the same portion. */
    public boolean hasContent(PortionVersion held, Optional<String> digest) {
        return isOf(held) && digest.equals(Optional.of(sha256));
    }

    private boolean isOf(PortionVersion held) {
        return brings.portion().equals(held.portion()) && brings.kind() == held.kind();
    }

    private Set<String> versions() {
        return supersedes.stream()
                .filter(entry -> !CONTENT.matcher(entry).matches())
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean isLater(String version, Comparator<String> order) {
        try {
            return order.compare(version, brings.version()) < 0;
        } catch (IllegalArgumentException incomparable) {
            return false;
        }
    }
}
