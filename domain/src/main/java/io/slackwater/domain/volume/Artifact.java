package io.slackwater.domain.volume;

import io.slackwater.domain.portion.PortionVersion;

/**
 * What is uploaded to make a volume.
 *
 * @param sha256 64 lower-case hexadecimal digits
 * @param size in bytes
 * @param uri an http(s) or file URI
 */
public record Artifact(PortionVersion holds, VolumeFormat format, String sha256, long size, String uri) {

    private static final int DIGEST_DIGITS = 12;
    private static final int LONGEST_STEM = 200;

    /**
     * Returns the name that a volume with this content has in every store. The digest makes it unique, so it is never
     * overwritten with something else. A character that a path or a pool could take amiss becomes an underscore.
     */
    public String volumeName() {
        String name = stem(holds) + "-" + sha256.substring(0, Math.min(DIGEST_DIGITS, sha256.length()));
        return format == VolumeFormat.QCOW2 ? name + ".qcow2" : name;
    }

    /** Whether another has the same content for the same portion, whatever its version is called. */
    public boolean hasSameContent(Artifact other) {
        return sha256.equals(other.sha256)
                && format == other.format
                && holds.portion().equals(other.holds.portion())
                && holds.kind() == other.holds.kind();
    }

    /** Returns what the names of all volumes with a version begin with. */
    public static String stem(PortionVersion holds) {
        String stem = (holds.portion().replace('/', '.') + "-" + holds.version()).replaceAll("[^A-Za-z0-9.+~:_-]", "_");
        return stem.substring(0, Math.min(stem.length(), LONGEST_STEM));
    }
}
