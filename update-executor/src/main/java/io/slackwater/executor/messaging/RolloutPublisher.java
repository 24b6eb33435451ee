package io.slackwater.executor.messaging;

import io.slackwater.runtime.events.EventPublisher;
import io.slackwater.runtime.events.NotPublishedException;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.topics.Topics;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.eclipse.microprofile.reactive.messaging.Channel;

/** Puts what a person decided about rollouts into the log. */
@ApplicationScoped
public class RolloutPublisher {

    static final String ROLLOUTS = "rollouts";

    private final EventPublisher<RolloutEvent> eventPublisher;

    RolloutPublisher(@Channel(ROLLOUTS) MutinyEmitter<RolloutEvent> emitter, Clock clock) {
        this.eventPublisher = new EventPublisher<>(
                Topics.ROLLOUTS,
                "update-executor",
                emitter,
                event -> event.getType().name(),
                clock);
    }

    /**
     * Publishes an event, and waits until the log has it.
     *
     * @param key the change, or the fleet's key
     * @throws NotPublishedException if the log does not take it
     */
    public void publish(String key, RolloutEvent event) {
        eventPublisher.publish(key, event);
    }
}
