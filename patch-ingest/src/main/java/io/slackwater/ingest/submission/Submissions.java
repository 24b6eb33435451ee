package io.slackwater.ingest.submission;

import io.slackwater.domain.change.Change;
import io.slackwater.domain.change.VerifiedVersion;
import io.slackwater.domain.publication.PublicationState;
import io.slackwater.ingest.sighting.SightingPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Takes submitted changes and withdrawals, and reports those that may be news. */
@ApplicationScoped
public class Submissions {

    private static final String SOURCE = "api";

    private final DuplicateCheck duplicateCheck;
    private final SubmittedArtifacts artifacts;
    private final SightingPublisher sightingPublisher;

    Submissions(DuplicateCheck duplicateCheck, SubmittedArtifacts artifacts, SightingPublisher sightingPublisher) {
        this.duplicateCheck = duplicateCheck;
        this.artifacts = artifacts;
        this.sightingPublisher = sightingPublisher;
    }

    /**
     * Reports a change once all its artifacts are in the store, unless it is available already: then they are only brought there, in
     * case that they were lost.
     */
    public Receipt submit(Submission submission)
            throws InvalidSubmission, WithdrawnSubmission, TakenVersion, IOException {
        Optional<PublicationState> already = duplicateCheck.available(submission);
        List<VerifiedVersion> portions = artifacts.take(submission);
        if (already.isEmpty()) {
            sightingPublisher.available(new Change(
                    submission.operatingSystem(), portions, submission.severity(), submission.advisories(), SOURCE));
        }
        return new Receipt(submission.changeId(), already);
    }

    /**
     * Reports that a change is withdrawn, unless it is withdrawn already.
     *
     * @param actor who withdraws it; empty: nobody said
     * @param reason for people
     */
    public Receipt withdraw(String operatingSystem, String changeId, Optional<String> actor, String reason) {
        Optional<PublicationState> already = duplicateCheck.withdrawn(changeId);
        if (already.isEmpty()) {
            sightingPublisher.withdrawn(operatingSystem, changeId, actor.orElse(SOURCE), reason);
        }
        return new Receipt(changeId, already);
    }
}
