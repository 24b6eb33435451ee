package io.slackwater.domain.publication;

import java.util.Optional;

/**
 * What was published before and bears on a sighting.
 *
 * @param state what was published of the change itself
 * @param withdrawn content of the sighting that was withdrawn with another change; empty where there is none, or the change
 *     itself was published before
 * @param contentConflict a version of the sighting that is known with other content; empty where there is none, or the change itself was
 *     published before
 */
public record PublicationHistory(
        PublicationState state, Optional<WithdrawnContent> withdrawn, Optional<ContentConflict> contentConflict) {

    /** Returns the past of a change on which no other one bears. */
    public static PublicationHistory of(PublicationState state) {
        return new PublicationHistory(state, Optional.empty(), Optional.empty());
    }

    /** Tells a person which withdrawal keeps the change from being published; empty where none does. */
    public Optional<String> withdrawalReason() {
        return state instanceof PublicationState.Withdrawn withdrawn
                ? Optional.of(withdrawn.withdrawal().describe())
                : withdrawn.map(WithdrawnContent::describe);
    }
}
