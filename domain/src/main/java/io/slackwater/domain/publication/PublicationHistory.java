package io.slackwater.domain.publication;

import java.util.Optional;

/**
 * What was published before and bears on a sighting.
 *
 * @param standing what was published of the change itself
 * @param recalled content of the sighting that the withdrawal of another change recalls; empty where there is none, or the change
 *     itself was published before
 * @param other a version of the sighting that is known with other content; empty where there is none, or the change itself was
 *     published before
 */
public record PublicationHistory(
        PublicationState standing, Optional<WithdrawnContent> recalled, Optional<OtherContent> other) {

    /** Returns the past of a change on which no other one bears. */
    public static PublicationHistory of(PublicationState state) {
        return new PublicationHistory(state, Optional.empty(), Optional.empty());
    }

    /** Tells a person which withdrawal keeps the change from being published; empty where none does. */
    public Optional<String> hindrance() {
        return standing instanceof PublicationState.Withdrawn withdrawn
                ? Optional.of(withdrawn.recall().describe())
                : recalled.map(WithdrawnContent::describe);
    }
}
