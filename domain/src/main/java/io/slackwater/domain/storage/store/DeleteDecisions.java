package io.slackwater.domain.storage.store;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.storage.model.CommandSequenceNumber;
import java.time.Instant;
import java.util.Optional;

/**
 * What people decided that bears on the delete of a volume.
 *
 * @param freeze that nothing is deleted in any store; empty where nobody said so, or somebody ended it
 * @param firstSeen of which first delete of the store a person has seen that it was right, by its time; the beginning of time where of none
 * @param accepted what the store counts that a person accepted; empty where nobody did
 * @param consent whether the volume may be deleted though its content cannot be had again
 */
public record DeleteDecisions(
        Optional<Blocker> freeze, Instant firstSeen, Optional<CommandSequenceNumber> accepted, boolean consent) {

    /** Nobody decided anything. */
    public static final DeleteDecisions NONE =
            new DeleteDecisions(Optional.empty(), Instant.EPOCH, Optional.empty(), false);
}
