package io.slackwater.ingest.debian;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file name with one {@code *} in it, which stands for anything but a slash. */
public final class MemberPattern {

    private final Pattern pattern;

    /** Throws {@link IllegalArgumentException} where the text has not exactly one {@code *}. */
    public MemberPattern(String text) {
        int star = text.indexOf('*');
        if (star < 0 || text.indexOf('*', star + 1) >= 0) {
            throw new IllegalArgumentException(
                    "member \"" + text + "\" needs exactly one *, which stands for the version: boot/vmlinuz-*");
        }
        this.pattern = Pattern.compile(
                Pattern.quote(text.substring(0, star)) + "([^/]+)" + Pattern.quote(text.substring(star + 1)));
    }

    /** Returns what the star stands for in a name; empty where the name does not match. */
    public Optional<String> star(String name) {
        Matcher matcher = pattern.matcher(name);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
