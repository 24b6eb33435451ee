package io.slackwater.worker.storage.search;

/** Where a name of a host leads, with all that is below it. */
sealed interface NameResolution {

    /** To the looked-at volume. */
    NameResolution TARGET = new Target();

    /** To files that are known, none of which is the looked-at volume. */
    NameResolution ELSEWHERE = new Elsewhere();

    /** To the looked-at volume. */
    record Target() implements NameResolution {}

    /** To something else for certain. */
    record Elsewhere() implements NameResolution {}

    /**
     * Nobody can tell.
     *
     * @param what the file or export that cannot be told, and why, for a person
     */
    record Unclear(String what) implements NameResolution {}
}
