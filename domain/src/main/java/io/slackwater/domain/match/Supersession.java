package io.slackwater.domain.match;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/**
 * Says what replaces what.
 *
 * @param debianOrder the order of Debian Policy 5.6.12; throws {@link IllegalArgumentException} for what is no version
 */
public record Supersession(Comparator<String> debianOrder) {

    /**
     * Whether a target replaces what a volume holds of its portion. Content never replaces itself, and another content of the same
     * version is replaced only where the target names its digest. Versions that cannot be compared do not replace each other.
     */
    public boolean replaces(TargetVersion target, VolumeContent held) {
        return replaces(target, held, Set.of(held.version()));
    }

    /**
     * The same for content that was published under several versions.
     *
     * @param versions all that the content is called; never empty
     */
    boolean replaces(TargetVersion target, VolumeContent held, Set<String> versions) {
        if (held.isContentOf(target)) {
            return false;
        }
        TargetVersion.Supersedes supersedes = target.supersedes();
        return supersedes.hasContent(held.sha256()) || replaces(target, supersedes.versions(), versions);
    }

    private boolean replaces(TargetVersion target, Set<String> listed, Set<String> versions) {
        if (!listed.isEmpty()) {
            return versions.stream().anyMatch(listed::contains);
        }
        return switch (target.supersedes().order()) {
            case DEBIAN -> versions.stream().allMatch(version -> precedes(version, target.version()));
            case LISTED -> false;
        };
    }

    /**
     * Whether the first of two changes is the newer one: by the versions of a portion that both bring, or else by the order
     * in which they became available.
     */
    public boolean isNewer(PublishedChange first, PublishedChange second) {
        for (TargetVersion target : first.targets()) {
            Optional<TargetVersion> other = second.target(target.portion());
            if (other.isPresent() && replaces(target, other.get().asVolumeContent())) {
                return true;
            }
            if (other.isPresent() && replaces(other.get(), target.asVolumeContent())) {
                return false;
            }
        }
        return first.sequence() > second.sequence();
    }

    private boolean precedes(String version, String other) {
        try {
            return debianOrder.compare(version, other) < 0;
        } catch (IllegalArgumentException incomparable) {
            return false;
        }
    }
}
