package io.slackwater.ingest.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slackwater.domain.publication.PublicationState;
import io.slackwater.domain.publication.Withdrawal;
import io.slackwater.ingest.submission.Receipt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a submission or a withdrawal; with neither of the last two it was reported, and the topology decides.
 *
 * @param changeId the change's id, the same for the same content
 * @param availableSince since when it is available; null where it is not said to be so already
 * @param withdrawn how it was withdrawn; null where it is not said to be so already
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReceiptDocument(String changeId, @Nullable Instant availableSince, @Nullable Withdrawn withdrawn) {

    /** Who withdrew it, when and why. */
    record Withdrawn(String actor, String reason, Instant at) {}

    static ReceiptDocument of(Receipt receipt) {
        PublicationState already = receipt.already().orElse(null);
        return new ReceiptDocument(
                receipt.changeId(),
                already instanceof PublicationState.Available available ? available.since() : null,
                already instanceof PublicationState.Withdrawn withdrawn ? withdrawal(withdrawn.withdrawal()) : null);
    }

    private static Withdrawn withdrawal(Withdrawal withdrawal) {
        return new Withdrawn(withdrawal.by(), withdrawal.reason(), withdrawal.at());
    }
}
