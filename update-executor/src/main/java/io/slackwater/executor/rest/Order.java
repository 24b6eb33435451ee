package io.slackwater.executor.rest;

import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.RolloutEventType;
import java.time.Instant;

/** What a person decides: who, and why. */
record Order(String actor, String reason) {

    RolloutEvent.Builder event(RolloutEventType type, Instant now) {
        return RolloutEvent.newBuilder()
                .setType(type)
                .setActor(actor)
                .setReason(reason)
                .setOccurredAt(now);
    }
}
