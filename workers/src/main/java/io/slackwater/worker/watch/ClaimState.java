package io.slackwater.worker.watch;

/** The state of a host's claim to its machine. */
sealed interface ClaimState {

    /** No other host was there before. */
    record First() implements ClaimState {}

    /** Another host was there before. */
    record Behind(HostConflict same) implements ClaimState {}

    /** The log was read, and has of the claim only that its host was identified by it: it is to be made anew. */
    record Half() implements ClaimState {}

    /** Not all was read that the answer depends on. */
    record NotRead() implements ClaimState {}
}
