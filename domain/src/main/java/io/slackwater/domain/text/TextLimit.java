package io.slackwater.domain.text;

import java.util.Optional;

/**
 * How many characters a text of a request may have. None of them may be a control character, such as a line break: it would
 * forge lines of logs and screens.
 */
public enum TextLimit {
    /** A name, an identifier, an actor, the key or the value of a label. */
    NAME(256),
    /** Why something is done. */
    REASON(2_000),
    /** A URI or URL. */
    ADDRESS(2_048);

    private static final String REASON_FIELD = "reason";

    private final int maxCharacters;

    TextLimit(int maxCharacters) {
        this.maxCharacters = maxCharacters;
    }

    /** Returns the limit of a field: that of reasons for {@code reason}, that of names for every other. */
    public static TextLimit of(String field) {
        return field.equals(REASON_FIELD) ? REASON : NAME;
    }

    /** Returns what is wrong with a text, to be said after its name, such as "has 300 characters, the limit is 256". */
    public Optional<String> problem(String text) {
        int characters = text.codePointCount(0, text.length());
        if (characters > maxCharacters) {
            return Optional.of("has " + characters + " characters, the limit is " + maxCharacters);
        }
        return text.codePoints()
                .filter(Character::isISOControl)
                .mapToObj(control -> "has the control character U+%04X at position %d"
                        .formatted(control, text.codePointCount(0, text.indexOf(control)) + 1))
                .findFirst();
    }

    /** Returns what a caller can do about a problem. */
    public String remedy() {
        return "Send at most " + maxCharacters + " characters in one line";
    }
}
