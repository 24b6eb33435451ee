package io.slackwater.mapping.update;

import io.slackwater.domain.policy.PolicyRevision;
import io.slackwater.domain.policy.PolicyVersion;
import io.slackwater.schemas.PolicyEvent;
import io.slackwater.schemas.PolicyEventType;
import java.util.Optional;

/** Maps what is said of policies. */
public final class PolicyMapper {

    private PolicyMapper() {}

    /** Maps an event that sets or removes a policy. */
    public static PolicyRevision known(PolicyEvent wire) {
        return new PolicyRevision(
                new PolicyVersion(wire.getPolicy(), wire.getVersion()),
                wire.getType() == PolicyEventType.SET ? Optional.of(wire.getDocument()) : Optional.empty(),
                new PolicyRevision.Author(wire.getActor(), wire.getReason()),
                wire.getOccurredAt());
    }

    /** Maps to the event that says it. */
    public static PolicyEvent toWire(PolicyRevision said) {
        return PolicyEvent.newBuilder()
                .setPolicy(said.id().name())
                .setType(said.document().isPresent() ? PolicyEventType.SET : PolicyEventType.REMOVED)
                .setVersion(said.id().version())
                .setDocument(said.document().orElse(""))
                .setActor(said.by().actor())
                .setReason(said.by().reason().orElse(null))
                .setOccurredAt(said.at())
                .build();
    }
}
