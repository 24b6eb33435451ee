package io.slackwater.ingest.publication;

/** What becomes of a sighting. */
public sealed interface Decision {

    /** The change is published as available. */
    record Publish() implements Decision {}

    /** The change is published as withdrawn. */
    record Withdraw() implements Decision {}

    /**
     * It says what was published already.
     *
     * @param standing what the change is already, available or withdrawn
     */
    record Duplicate(Standing standing) implements Decision {}

    /**
     * It is not published.
     *
     * @param reason for a person
     */
    record Refuse(String reason) implements Decision {}
}
