package io.slackwater.domain.match;

import io.slackwater.domain.portion.PortionKind;
import java.util.Optional;

/**
 * Which portion version a volume holds.
 *
 * @param portion the portion's name, operating system first: debian-12/kernel
 * @param version only a name; a rule of an operator may have given it
 * @param sha256 what it is: 64 lower-case hexadecimal digits; empty where nobody read it, as of what a rule names
 */
public record VolumeContent(String portion, PortionKind kind, String version, Optional<String> sha256) {

    /** Whether this is what a change brings of its portion: the same content or, where that is not known, the same version. */
    boolean isBroughtBy(TargetVersion target) {
        if (!target.portion().equals(portion) || target.kind() != kind) {
            return false;
        }
        return isContentKnown(target)
                ? sha256.equals(target.sha256())
                : target.version().equals(version);
    }

    /** Whether this is known to be the content that a change brings of the same portion, whatever its version is called. */
    boolean isContentOf(TargetVersion target) {
        return isContentKnown(target) && isBroughtBy(target);
    }

    /** Whether one file cannot be both: the portion differs, or the content or, where that is not known of both, the version. */
    boolean contradicts(VolumeContent other) {
        if (!other.portion.equals(portion)) {
            return true;
        }
        boolean isContentKnown = sha256.isPresent() && other.sha256.isPresent();
        return isContentKnown ? !other.sha256.equals(sha256) : !other.version.equals(version);
    }

    private boolean isContentKnown(TargetVersion target) {
        return sha256.isPresent() && target.sha256().isPresent();
    }
}
