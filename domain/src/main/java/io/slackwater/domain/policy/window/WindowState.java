package io.slackwater.domain.policy.window;

import java.util.Optional;

/** What windows allow at a time. */
public sealed interface WindowState {

    /** Returns the next occurrence that has not started yet; empty where none comes any more. */
    Optional<Occurrence> next();

    /**
     * One is open that was not used yet and has time enough left.
     *
     * @param occurrence of those that are open, the one that ends last
     */
    record Open(Occurrence occurrence, Optional<Occurrence> next) implements WindowState {}

    /** One is open and was not used yet, but has too little time left. */
    record TooShort(Occurrence occurrence, Optional<Occurrence> next) implements WindowState {}

    /** Those that are open were used. */
    record Used(Occurrence occurrence, Optional<Occurrence> next) implements WindowState {}

    /** None is open. */
    record Closed(Optional<Occurrence> next) implements WindowState {}
}
