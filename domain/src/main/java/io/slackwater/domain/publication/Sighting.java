package io.slackwater.domain.publication;

/** A source's or an operator's offer or withdrawal of a change. */
public sealed interface Sighting {

    /** Returns what the visitor has for its kind. */
    <R> R accept(Visitor<R> visitor);

    /** A source offers it. */
    record Available() implements Sighting {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.available(this);
        }
    }

    /** Somebody withdraws it. */
    record Withdrawn() implements Sighting {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.withdrawn(this);
        }
    }

    /**
     * It contradicts itself, so that nobody can tell what it means.
     *
     * @param contradiction what is wrong, for a person
     */
    record Contradictory(String contradiction) implements Sighting {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.contradictory(this);
        }
    }

    /** Does something by each kind. */
    interface Visitor<R> {

        R available(Available available);

        R withdrawn(Withdrawn withdrawn);

        R contradictory(Contradictory contradictory);
    }
}
