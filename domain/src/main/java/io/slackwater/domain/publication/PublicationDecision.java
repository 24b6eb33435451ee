package io.slackwater.domain.publication;

/** What becomes of a sighting. */
public sealed interface PublicationDecision {

    /** The change is published as available. */
    record Publish() implements PublicationDecision {}

    /** The change is published as withdrawn. */
    record Withdraw() implements PublicationDecision {}

    /**
     * It says what was published already.
     *
     * @param state what the change is already, available or withdrawn
     */
    record Duplicate(PublicationState state) implements PublicationDecision {}

    /**
     * It is not published.
     *
     * @param reason for a person
     */
    record Refuse(String reason) implements PublicationDecision {}
}
