package io.slackwater.ingest.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slackwater.ingest.publication.Recall;
import io.slackwater.ingest.publication.Standing;
import io.slackwater.ingest.submission.Receipt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a submission or a withdrawal; with neither of the last two it was reported, and the brain decides.
 *
 * @param changeId the change's id, the same for the same content
 * @param availableSince since when it is available; null where it is not said to be so already
 * @param withdrawn how it was withdrawn; null where it is not said to be so already
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReceiptDocument(String changeId, @Nullable Instant availableSince, @Nullable Withdrawal withdrawn) {

    /** Who withdrew it, when and why. */
    record Withdrawal(String actor, String reason, Instant at) {}

    static ReceiptDocument of(Receipt receipt) {
        Standing already = receipt.already().orElse(null);
        return new ReceiptDocument(
                receipt.changeId(),
                already instanceof Standing.Available available ? available.since() : null,
                already instanceof Standing.Withdrawn withdrawn ? withdrawal(withdrawn.recall()) : null);
    }

    private static Withdrawal withdrawal(Recall recall) {
        return new Withdrawal(recall.by(), recall.reason(), recall.at());
    }
}
