package io.slackwater.standalone.text;

/** Counts with their noun. */
public final class Count {

    private Count() {}

    /** Returns the number and the noun, which takes an s unless it is one. */
    public static String of(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
