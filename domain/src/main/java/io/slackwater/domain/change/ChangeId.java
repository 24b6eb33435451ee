package io.slackwater.domain.change;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The id of a change: {@code <operating system>-<16 hexadecimal digits>} (docs/architecture.md, names). */
public final class ChangeId {

    private static final int DIGITS = 16;
    private static final Pattern ID = Pattern.compile("([a-z0-9][a-z0-9.-]{0,63})-([0-9a-f]{16})");

    private ChangeId() {}

    /**
     * Derives an id.
     *
     * @param lines {@code portion|version|sha256} of each portion, in any order
     */
    public static String of(String operatingSystem, List<String> lines) {
        String text = String.join("\n", lines.stream().sorted().toList());
        return operatingSystem + "-" + sha256(text).substring(0, DIGITS);
    }

    /** Returns the operating system that an id names; empty where the text is no id. */
    public static Optional<String> operatingSystem(String id) {
        Matcher matcher = ID.matcher(id);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
