package io.slackwater.ingest.submission;

import io.slackwater.ingest.publication.Decision;
import io.slackwater.ingest.publication.OfferedVersion;
import io.slackwater.ingest.publication.OtherContent;
import io.slackwater.ingest.publication.Past;
import io.slackwater.ingest.publication.Pasts;
import io.slackwater.ingest.publication.PublicationRule;
import io.slackwater.ingest.publication.RecalledContent;
import io.slackwater.ingest.publication.Sighting;
import io.slackwater.ingest.publication.Standing;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * Decides at once where the past of a change leaves nothing to publish, by the rule of the brain. Whatever else there is, or where the
 * past is not known here, goes to the brain, which decides in the order of the log.
 */
@ApplicationScoped
public class PastCheck {

    private final Pasts pasts;

    PastCheck(Pasts pasts) {
        this.pasts = pasts;
    }

    /**
     * Finds that a submitted change is available already; empty where it is not, or that is not known here.
     *
     * @throws RecalledSubmission if a withdrawal keeps it from being published
     * @throws TakenVersion if a version of it was published with other content that it does not say to replace
     */
    Optional<Standing> available(Submission submission) throws RecalledSubmission, TakenVersion {
        List<OfferedVersion> offered =
                submission.portions().stream().map(SubmittedPortion::offered).toList();
        List<String> sha256 = offered.stream().map(OfferedVersion::sha256).toList();
        Optional<Past> past = pasts.of(submission.changeId(), offered);
        Optional<String> hindrance = past.flatMap(Past::hindrance);
        if (hindrance.isPresent()) {
            Optional<String> field = past.flatMap(Past::recalled)
                    .map(RecalledContent::sha256)
                    .map(recalled -> "portions[" + sha256.indexOf(recalled) + "].sha256");
            throw new RecalledSubmission(field.orElse(null), hindrance.get());
        }
        Optional<OtherContent> other = past.flatMap(Past::other);
        if (other.isPresent()) {
            throw new TakenVersion("portions[" + offered.indexOf(other.get().offered()) + "].version", other.get());
        }
        return past.flatMap(known -> repeated(known, new Sighting.Offered()));
    }

    /** Finds that a change is withdrawn already; empty where it is not, or that is not known here. */
    Optional<Standing> withdrawn(String changeId) {
        return pasts.of(changeId, List.of()).flatMap(known -> repeated(known, new Sighting.Recalled()));
    }

    private static Optional<Standing> repeated(Past past, Sighting sighting) {
        return PublicationRule.decide(past, sighting) instanceof Decision.Duplicate duplicate
                ? Optional.of(duplicate.standing())
                : Optional.empty();
    }
}
