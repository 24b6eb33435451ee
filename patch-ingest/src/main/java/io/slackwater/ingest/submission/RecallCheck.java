package io.slackwater.ingest.submission;

import io.slackwater.ingest.publication.RecalledContent;
import io.slackwater.ingest.publication.Recalls;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Tells a caller at once that content is recalled, before any of it is fetched. The brain looks again. */
@ApplicationScoped
public class RecallCheck {

    private final Recalls recalls;

    RecallCheck(Recalls recalls) {
        this.recalls = recalls;
    }

    /** Throws {@link RecalledSubmission} where the submission holds content that a withdrawal recalls. */
    public void requireNotRecalled(Submission submission) throws RecalledSubmission {
        for (int at = 0; at < submission.portions().size(); at++) {
            Optional<RecalledContent> recalled =
                    recalls.of(submission.portions().get(at).sha256());
            if (recalled.isPresent()) {
                throw new RecalledSubmission(
                        "portions[" + at + "].sha256", recalled.get().describe());
            }
        }
    }
}
