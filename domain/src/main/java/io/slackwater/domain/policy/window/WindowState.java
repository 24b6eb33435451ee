package io.slackwater.domain.policy.window;

import java.util.Optional;

/** What windows allow at a time. */
public sealed interface WindowState {

    /** Returns the next occurrence that has not started yet; empty where none comes any more. */
    Optional<Occurrence> next();

    /** Returns what the visitor says of this state. */
    <R> R accept(Visitor<R> visitor);

    /**
     * One is open that was not used yet and has time enough left.
     *
     * @param occurrence of those that are open, the one that ends last
     */
    record Open(Occurrence occurrence, Optional<Occurrence> next) implements WindowState {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.open(this);
        }
    }

    /** One is open and was not used yet, but has too little time left. */
    record TooShort(Occurrence occurrence, Optional<Occurrence> next) implements WindowState {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.tooShort(this);
        }
    }

    /** Those that are open were used. */
    record Used(Occurrence occurrence, Optional<Occurrence> next) implements WindowState {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.used(this);
        }
    }

    /** None is open. */
    record Closed(Optional<Occurrence> next) implements WindowState {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.closed(this);
        }
    }

    /**
     * Says something of each state. It has no default: the compiler names each place that a new state is missing in.
     *
     * @param <R> what is said
     */
    interface Visitor<R> {
        R open(Open open);

        R tooShort(TooShort tooShort);

        R used(Used used);

        R closed(Closed closed);
    }
}
