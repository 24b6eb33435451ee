package io.slackwater.reclaimer.look;

/** Where a name of a host leads, with all that is below it. */
sealed interface Lead {

    /** To the looked-at volume. */
    Lead TARGET = new Target();

    /** To files that are known, none of which is the looked-at volume. */
    Lead ELSEWHERE = new Elsewhere();

    /** To the looked-at volume. */
    record Target() implements Lead {}

    /** To something else for certain. */
    record Elsewhere() implements Lead {}

    /**
     * Nobody can tell.
     *
     * @param what the file or export that cannot be told, and why, for a person
     */
    record Unclear(String what) implements Lead {}
}
