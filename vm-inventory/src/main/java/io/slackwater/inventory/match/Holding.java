package io.slackwater.inventory.match;

/**
 * Which portion version a volume holds.
 *
 * @param portion the portion's name, operating system first: debian-12/kernel
 */
public record Holding(String portion, PortionKind kind, String version) {

    /** Whether this is what a change brings of its portion. */
    boolean isBroughtBy(Target target) {
        return target.portion().equals(portion)
                && target.kind() == kind
                && target.version().equals(version);
    }
}
