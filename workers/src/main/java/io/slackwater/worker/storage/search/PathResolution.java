package io.slackwater.worker.storage.search;

/** The outcome of resolving one path of a host, with its backing chain. */
sealed interface PathResolution {

    /** To the looked-at volume. */
    PathResolution TARGET = new Target();

    /** To files that are known, none of which is the looked-at volume. */
    PathResolution ELSEWHERE = new Elsewhere();

    /** To the looked-at volume. */
    record Target() implements PathResolution {}

    /** To something else for certain. */
    record Elsewhere() implements PathResolution {}

    /**
     * Nobody can tell.
     *
     * @param what the file or export that cannot be told, and why, for a person
     */
    record Unclear(String what) implements PathResolution {}
}
