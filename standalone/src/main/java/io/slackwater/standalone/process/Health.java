package io.slackwater.standalone.process;

/** What a child says of itself. */
public sealed interface Health {

    /** It does its work. */
    record Up() implements Health {}

    /**
     * It does not, or not yet.
     *
     * @param reason what is missing, for a person
     */
    record NotUp(String reason) implements Health {}

    /** Whether it does its work. */
    default boolean isUp() {
        return this instanceof Up;
    }
}
