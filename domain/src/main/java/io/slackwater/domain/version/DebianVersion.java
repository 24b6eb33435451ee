package io.slackwater.domain.version;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version, {@code [epoch:]upstream[-revision]}, in the order of Debian Policy 5.6.12.
 *
 * <p>The order calls some versions equal that differ as text, such as 1.0 and 1.00; {@link #equals} compares the text.
 */
public record DebianVersion(String text) implements Comparable<DebianVersion> {

    /** Orders version texts; throws {@link IllegalArgumentException} where one is no Debian version. */
    public static final Comparator<String> TEXT_ORDER = Comparator.comparing(DebianVersion::new);

    private static final Pattern VERSION = Pattern.compile("(?:(?<epoch>\\d{1,9}):)?"
            + "(?:(?<upstream>[A-Za-z0-9][A-Za-z0-9.+~-]*)-(?<revision>[A-Za-z0-9.+~]+)"
            + "|(?<native>[A-Za-z0-9][A-Za-z0-9.+~]*))");

    public DebianVersion {
        if (text.isEmpty() || !VERSION.matcher(text).matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no Debian version (Debian Policy 5.6.12)");
        }
    }

    @Override
    public int compareTo(DebianVersion other) {
        Matcher mine = parts();
        Matcher others = other.parts();
        int byEpoch = Integer.compare(epoch(mine), epoch(others));
        if (byEpoch != 0) {
            return byEpoch;
        }
        int byUpstream = comparePart(upstream(mine), upstream(others));
        return byUpstream != 0 ? byUpstream : comparePart(revision(mine), revision(others));
    }

    @Override
    public String toString() {
        return text;
    }

    private Matcher parts() {
        Matcher matcher = VERSION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalStateException(text + " was checked when it was made");
        }
        return matcher;
    }

    private static int epoch(Matcher parts) {
        String epoch = parts.group("epoch");
        return epoch == null ? 0 : Integer.parseInt(epoch);
    }

    private static String upstream(Matcher parts) {
        String upstream = parts.group("upstream");
        return upstream == null ? parts.group("native") : upstream;
    }

    private static String revision(Matcher parts) {
        String revision = parts.group("revision");
        return revision == null ? "" : revision;
    }

    /** Compares runs of other characters and runs of digits by turns, from left to right. */
    private static int comparePart(String left, String right) {
        int leftAt = 0;
        int rightAt = 0;
        while (leftAt < left.length() || rightAt < right.length()) {
            int leftDigits = skip(left, leftAt, false);
            int rightDigits = skip(right, rightAt, false);
            int byLetters = compareLetters(left.substring(leftAt, leftDigits), right.substring(rightAt, rightDigits));
            if (byLetters != 0) {
                return byLetters;
            }
            leftAt = skip(left, leftDigits, true);
            rightAt = skip(right, rightDigits, true);
            int byNumber = compareNumbers(left.substring(leftDigits, leftAt), right.substring(rightDigits, rightAt));
            if (byNumber != 0) {
                return byNumber;
            }
        }
        return 0;
    }

    private static int skip(String text, int from, boolean digits) {
        int at = from;
        while (at < text.length() && isDigit(text.charAt(at)) == digits) {
            at++;
        }
        return at;
    }

    private static int compareLetters(String left, String right) {
        for (int at = 0; at < Math.max(left.length(), right.length()); at++) {
            int order = Integer.compare(weight(left, at), weight(right, at));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** A tilde sorts before the end, the end before letters, letters before all else. */
    private static int weight(String text, int at) {
        if (at >= text.length()) {
            return 0;
        }
        char character = text.charAt(at);
        if (character == '~') {
            return -1;
        }
        boolean letter = (character | 0x20) >= 'a' && (character | 0x20) <= 'z';
        return letter ? character : character + 256;
    }

    private static int compareNumbers(String left, String right) {
        String leftNumber = left.replaceFirst("^0+", "");
        String rightNumber = right.replaceFirst("^0+", "");
        int byLength = Integer.compare(leftNumber.length(), rightNumber.length());
        return byLength != 0 ? byLength : leftNumber.compareTo(rightNumber);
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}
