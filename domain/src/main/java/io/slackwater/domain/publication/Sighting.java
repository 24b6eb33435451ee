package io.slackwater.domain.publication;

/** A source's or an operator's offer or withdrawal of a change. */
public sealed interface Sighting {

    /** A source offers it. */
    record Offered() implements Sighting {}

    /** Somebody recalls it. */
    record Recalled() implements Sighting {}

    /**
     * It contradicts itself, so that nobody can tell what it means.
     *
     * @param contradiction what is wrong, for a person
     */
    record Contradictory(String contradiction) implements Sighting {}
}
