package io.slackwater.executor.rest.policies;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.slackwater.domain.policy.PolicyRevision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A policy as it is shown.
 *
 * @param document as it was sent
 * @param reason why it was set; null where it was not said
 */
public record PolicyDocument(
        String policy,
        int version,
        String actor,
        @Nullable String reason,
        Instant setAt,
        @JsonRawValue String document) {

    static PolicyDocument of(PolicyRevision known) {
        return new PolicyDocument(
                known.id().name(),
                known.id().version(),
                known.by().actor(),
                known.by().reason().orElse(null),
                known.at(),
                known.document().orElse("{}"));
    }
}
