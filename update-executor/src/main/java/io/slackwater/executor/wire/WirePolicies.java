package io.slackwater.executor.wire;

import io.slackwater.executor.policy.PolicyVersion;
import io.slackwater.executor.setting.KnownPolicy;
import io.slackwater.schemas.PolicyEvent;
import io.slackwater.schemas.PolicyEventType;
import java.util.Optional;

/** Maps what is said of policies. */
public final class WirePolicies {

    private WirePolicies() {}

    /** Maps an event that sets or removes a policy. */
    public static KnownPolicy known(PolicyEvent wire) {
        return new KnownPolicy(
                new PolicyVersion(wire.getPolicy(), wire.getVersion()),
                wire.getType() == PolicyEventType.SET ? Optional.of(wire.getDocument()) : Optional.empty(),
                new KnownPolicy.Author(wire.getActor(), wire.getReason()),
                wire.getOccurredAt());
    }

    /** Maps to the event that says it. */
    public static PolicyEvent toWire(KnownPolicy said) {
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
