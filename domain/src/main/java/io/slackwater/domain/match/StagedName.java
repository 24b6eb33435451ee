package io.slackwater.domain.match;

import java.util.regex.Pattern;

/**
 * The form of the names that storage-reclaimer gives to staged volumes: portion, version, 12 digits of the SHA-256, and
 * {@code .qcow2} for that format. A name proves nothing: anybody may give it to a file.
 */
public final class StagedName {

    private static final Pattern FORM = Pattern.compile(".+-[0-9a-f]{12}(\\.qcow2)?");
    private static final Pattern REPLACED = Pattern.compile("[^A-Za-z0-9.+~:_-]");
    private static final int LONGEST_STEM = 200;

    private StagedName() {}

    /** Whether a volume is named like a staged one, whatever the portion. */
    public static boolean matches(String volume) {
        return FORM.matcher(volume).matches();
    }

    /**
     * Whether a volume is named like a staged one of a portion. Names are ambiguous: {@code debian-12.kernel-rt-6.1-...} may be a
     * version of {@code debian-12/kernel} or of {@code debian-12/kernel-rt}.
     *
     * @param portion the portion's name, operating system first
     */
    static boolean matches(String volume, String portion) {
        String stem = REPLACED.matcher(portion.replace('/', '.') + "-").replaceAll("_");
        return volume.startsWith(stem.substring(0, Math.min(stem.length(), LONGEST_STEM))) && matches(volume);
    }
}
