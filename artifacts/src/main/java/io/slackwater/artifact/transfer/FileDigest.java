package io.slackwater.artifact.transfer;

import java.util.regex.Pattern;

/**
 * What a file was announced to be.
 *
 * @param size in bytes
 * @param sha256 64 lower-case hexadecimal digits
 */
public record FileDigest(long size, String sha256) {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    public FileDigest {
        if (size < 0 || !isSha256(sha256)) {
            throw new IllegalArgumentException("size " + size + " or sha256 \"" + sha256 + "\" is out of its domain");
        }
    }

    /** Tells whether the text is a SHA-256 in hexadecimal. */
    public static boolean isSha256(String text) {
        return SHA256.matcher(text).matches();
    }
}
