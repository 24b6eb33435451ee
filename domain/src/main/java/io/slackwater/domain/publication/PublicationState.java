package io.slackwater.domain.publication;

import java.time.Instant;

/** What was published of a change before. */
public sealed interface PublicationState {

    /** Nothing. */
    record Unpublished() implements PublicationState {}

    /**
     * That it is available.
     *
     * @param since when a source was first seen to offer it
     */
    record Available(Instant since) implements PublicationState {}

    /**
     * That it was withdrawn, which is final.
     *
     * @param withdrawal by whom, when and why
     */
    record Withdrawn(Withdrawal withdrawal) implements PublicationState {}
}
