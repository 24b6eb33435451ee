package io.slackwater.domain.publication;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A portion version as a sighting offers it.
 *
 * @param sha256 64 lower-case hexadecimal digits
 * @param supersedes what it replaces: versions, and content as {@code sha256:} and 64 digits
 */
public record OfferedVersion(String portion, String version, String sha256, List<String> supersedes) {

    /** What an entry of {@code supersedes} begins with that names content instead of a version. */
    public static final String DIGEST = "sha256:";

    private static final Pattern CONTENT = Pattern.compile(DIGEST + "[0-9a-f]{64}");

    public OfferedVersion {
        supersedes = List.copyOf(supersedes);
    }

    /** Whether an entry of {@code supersedes} names content by its digest, not a version. */
    public static boolean isContent(String entry) {
        return CONTENT.matcher(entry).matches();
    }

    /** Whether it says that it replaces content with this SHA-256. */
    boolean replacesContent(String other) {
        return supersedes.contains(DIGEST + other);
    }
}
