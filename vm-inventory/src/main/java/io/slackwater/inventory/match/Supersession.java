package io.slackwater.inventory.match;

import java.util.Comparator;
import java.util.Optional;

/**
 * Says what replaces what.
 *
 * @param debianOrder the order of Debian Policy 5.6.12; throws {@link IllegalArgumentException} for what is no version
 */
public record Supersession(Comparator<String> debianOrder) {

    /** Whether a target replaces a version of its portion. Versions that cannot be compared do not replace each other. */
    public boolean replaces(Target target, String version) {
        if (!target.supersedes().isEmpty()) {
            return target.supersedes().contains(version);
        }
        return switch (target.ordering()) {
            case DEBIAN -> precedes(version, target.version());
            case LISTED -> false;
        };
    }

    /**
     * Whether the first of two changes is the newer one: by the versions of a portion that both bring, or else by the order
     * in which they became available.
     */
    public boolean isNewer(Change first, Change second) {
        for (Target target : first.targets()) {
            Optional<Target> other = second.target(target.portion());
            if (other.isPresent() && replaces(target, other.get().version())) {
                return true;
            }
            if (other.isPresent() && replaces(other.get(), target.version())) {
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
