package io.slackwater.ingest.submission;

import io.slackwater.domain.publication.ContentConflict;
import io.slackwater.domain.publication.OfferedVersion;
import io.slackwater.domain.publication.PublicationDecider;
import io.slackwater.domain.publication.PublicationDecision;
import io.slackwater.domain.publication.PublicationHistory;
import io.slackwater.domain.publication.PublicationHistoryLookup;
import io.slackwater.domain.publication.PublicationState;
import io.slackwater.domain.publication.Sighting;
import io.slackwater.domain.publication.WithdrawnContent;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * Decides at once where the past of a change leaves nothing to publish, by the rule of the topology. Whatever else there is, or where the
 * past is not known here, goes to the topology, which decides in the order of the log.
 */
@ApplicationScoped
public class DuplicateCheck {

    private final PublicationHistoryLookup publicationHistoryLookup;

    DuplicateCheck(PublicationHistoryLookup publicationHistoryLookup) {
        this.publicationHistoryLookup = publicationHistoryLookup;
    }

    /**
     * Finds that a submitted change is available already; empty where it is not, or that is not known here.
     *
     * @throws WithdrawnSubmission if a withdrawal keeps it from being published
     * @throws TakenVersion if a version of it was published with other content that it does not say to replace
     */
    Optional<PublicationState> available(Submission submission) throws WithdrawnSubmission, TakenVersion {
        List<OfferedVersion> offered =
                submission.portions().stream().map(SubmittedPortion::offered).toList();
        List<String> sha256 = offered.stream().map(OfferedVersion::sha256).toList();
        Optional<PublicationHistory> past = publicationHistoryLookup.history(submission.changeId(), offered);
        Optional<String> withdrawal = past.flatMap(PublicationHistory::withdrawalReason);
        if (withdrawal.isPresent()) {
            Optional<String> field = past.flatMap(PublicationHistory::withdrawn)
                    .map(WithdrawnContent::sha256)
                    .map(recalled -> "portions[" + sha256.indexOf(recalled) + "].sha256");
            throw new WithdrawnSubmission(field.orElse(null), withdrawal.get());
        }
        Optional<ContentConflict> other = past.flatMap(PublicationHistory::contentConflict);
        if (other.isPresent()) {
            throw new TakenVersion("portions[" + offered.indexOf(other.get().offered()) + "].version", other.get());
        }
        return past.flatMap(known -> repeated(known, new Sighting.Available()));
    }

    /** Finds that a change is withdrawn already; empty where it is not, or that is not known here. */
    Optional<PublicationState> withdrawn(String changeId) {
        return publicationHistoryLookup
                .history(changeId, List.of())
                .flatMap(known -> repeated(known, new Sighting.Withdrawn()));
    }

    private static Optional<PublicationState> repeated(PublicationHistory history, Sighting sighting) {
        return PublicationDecider.decide(history, sighting) instanceof PublicationDecision.Duplicate duplicate
                ? Optional.of(duplicate.state())
                : Optional.empty();
    }
}
