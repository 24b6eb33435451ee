package io.slackwater.domain.match;

import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.portion.VersionOrder;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A portion version that a change brings.
 *
 * @param sha256 its identity; empty where it was kept before digests were
 * @param supersedes what it replaces
 */
public record TargetVersion(
        String portion, PortionKind kind, String version, Optional<String> sha256, Supersedes supersedes) {

    /**
     * What a portion version replaces.
     *
     * @param order how versions of the portion are compared
     * @param named versions, none of them: all that {@code order} puts before it; and content, as {@code sha256:} and its digest
     */
    public record Supersedes(VersionOrder order, Set<String> named) {

        private static final Pattern CONTENT = Pattern.compile("sha256:[0-9a-f]{64}");

        public Supersedes {
            named = Set.copyOf(named);
        }

        /** Returns the versions that are named. */
        Set<String> versions() {
            return named.stream()
                    .filter(entry -> !CONTENT.matcher(entry).matches())
                    .collect(Collectors.toUnmodifiableSet());
        }

        /** Whether content is named by its digest. */
        boolean hasContent(Optional<String> sha256) {
            return sha256.filter(digest -> named.contains("sha256:" + digest)).isPresent();
        }
    }

    /** Returns the content of a volume that was made from it. */
    VolumeContent asVolumeContent() {
        return new VolumeContent(portion, kind, version, sha256);
    }
}
