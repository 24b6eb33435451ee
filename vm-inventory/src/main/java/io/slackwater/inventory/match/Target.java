package io.slackwater.inventory.match;

import java.util.Set;

/**
 * A portion version that a change brings.
 *
 * @param ordering how versions of the portion are compared
 * @param supersedes the versions that it replaces; empty: all that {@code ordering} puts before it
 */
public record Target(String portion, PortionKind kind, String version, Ordering ordering, Set<String> supersedes) {

    public Target {
        supersedes = Set.copyOf(supersedes);
    }

    /** How the versions of a portion are compared. */
    public enum Ordering {
        /** In the order of Debian Policy 5.6.12. */
        DEBIAN,
        /** Only by the list of what is superseded. */
        LISTED
    }
}
