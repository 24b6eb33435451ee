package io.slackwater.worker.watch;

/** What is known of a claim. */
sealed interface Standing {

    /** No other host was there before. */
    record First() implements Standing {}

    /** Another host was there before. */
    record Behind(SameHost same) implements Standing {}

    /** The log was read, and has of the claim only that its host was identified by it: it is to be made anew. */
    record Half() implements Standing {}

    /** Not all was read that the answer depends on. */
    record NotRead() implements Standing {}
}
