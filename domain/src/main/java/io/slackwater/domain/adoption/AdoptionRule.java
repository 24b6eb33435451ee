package io.slackwater.domain.adoption;

import io.slackwater.domain.portion.PortionKind;
import java.util.EnumSet;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Names the volumes that hold versions of a portion, by a pattern of their names.
 *
 * @param volume matches the whole name of a volume; its group {@code version} is the version
 * @param portion the portion's name, operating system first
 * @param store the only store that the rule is for; empty: every store
 * @param deleteWithoutArtifact whether such volumes may be deleted though their content cannot be had again
 */
public record AdoptionRule(
        Pattern volume, String portion, PortionKind kind, Optional<String> store, boolean deleteWithoutArtifact) {

    private static final String GROUP = "version";

    /**
     * Makes a rule from an operator's words.
     *
     * @param name the rule's name, for messages
     * @throws IllegalArgumentException if the pattern is malformed, has no group {@code version}, or the portion has no name
     */
    public static AdoptionRule of(
            String name, String volume, String portion, PortionKind kind, Optional<String> store) {
        String property = "slackwater.inventory.adoption." + name;
        if (!volume.contains("(?<" + GROUP + ">")) {
            throw new IllegalArgumentException(
                    property + ".volume needs a group named version, such as kernel-(?<version>.+): " + volume);
        }
        if (!portion.matches("[^/\\s]+/[^/\\s]+")) {
            throw new IllegalArgumentException(
                    property + ".portion is to be operating system and portion, such as debian-12/kernel: " + portion);
        }
        if (kind == PortionKind.UNKNOWN) {
            throw new IllegalArgumentException(
                    property + ".kind is to be one of " + EnumSet.complementOf(EnumSet.of(PortionKind.UNKNOWN)));
        }
        try {
            return new AdoptionRule(Pattern.compile(volume), portion, kind, store, false);
        } catch (PatternSyntaxException malformed) {
            throw new IllegalArgumentException(
                    property + ".volume is no pattern: " + malformed.getMessage(), malformed);
        }
    }

    /** Returns the same rule, by which such volumes may, or may not, be deleted though their content cannot be had again. */
    public AdoptionRule withDeleteWithoutArtifact(boolean allowed) {
        return new AdoptionRule(volume, portion, kind, store, allowed);
    }

    /** Returns the version that a volume holds, or empty where this rule does not name it. */
    public Optional<String> version(String storeId, String volumeName) {
        if (store.isPresent() && !store.get().equals(storeId)) {
            return Optional.empty();
        }
        Matcher matcher = volume.matcher(volumeName);
        return matcher.matches() ? Optional.ofNullable(matcher.group(GROUP)) : Optional.empty();
    }
}
