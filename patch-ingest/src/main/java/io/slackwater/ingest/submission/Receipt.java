package io.slackwater.ingest.submission;

import io.slackwater.domain.publication.PublicationState;
import java.util.Optional;

/**
 * What became of a submission or a withdrawal.
 *
 * @param changeId the change's id, the same for the same content
 * @param already what the change was before, so that nothing is changed; empty: it was reported, and the topology decides
 */
public record Receipt(String changeId, Optional<PublicationState> already) {}
