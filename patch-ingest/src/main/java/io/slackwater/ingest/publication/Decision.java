package io.slackwater.ingest.publication;

/** What becomes of a sighting. */
public sealed interface Decision {

    /**
     * It is published.
     *
     * @param standing what the change is from now on
     */
    record Publish(Standing standing) implements Decision {}

    /** It says what was published already. */
    record Duplicate() implements Decision {}

    /**
     * It is not published.
     *
     * @param reason for a person
     */
    record Refuse(String reason) implements Decision {}
}
