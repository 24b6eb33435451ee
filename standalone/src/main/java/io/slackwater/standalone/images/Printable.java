package io.slackwater.standalone.images;

/** Text for a terminal: whatever a host calls a VM or a file stays text. */
final class Printable {

    private Printable() {}

    /** Returns a text with each control character in the notation of Java. */
    static String of(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            boolean isControl = Character.isISOControl(character)
                    || Character.getType(character) == Character.FORMAT
                    || Character.getType(character) == Character.LINE_SEPARATOR;
            if (isControl) {
                printable.append("\\u%04x".formatted(character));
            } else {
                printable.appendCodePoint(character);
            }
        });
        return printable.toString();
    }

    /** Returns a text that is at most so long, the middle of a longer one left out. */
    static String of(String text, int longest) {
        String printable = of(text);
        if (printable.length() <= longest) {
            return printable;
        }
        int end = longest / 2;
        return printable.substring(0, longest - end - 1) + "…" + printable.substring(printable.length() - end);
    }
}
