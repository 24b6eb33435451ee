package io.slackwater.console.fold;

/** Text that PostgreSQL takes: it refuses U+0000 in any text. */
final class SqlText {

    private SqlText() {}

    /** Returns a text with U+FFFD in the place of each U+0000. */
    static String of(String text) {
        return text.replace('\0', '\uFFFD');
    }
}
