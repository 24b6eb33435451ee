package io.slackwater.executor.messaging;

import io.slackwater.runtime.events.EventPublisher;
import io.slackwater.runtime.events.NotPublishedException;
import io.slackwater.schemas.PolicyEvent;
import io.slackwater.schemas.topics.Topics;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.eclipse.microprofile.reactive.messaging.Channel;

/** Puts into the log that a policy is set or removed. */
@ApplicationScoped
public class PolicyPublisher {

    static final String POLICIES = "policies";

    private final EventPublisher<PolicyEvent> eventPublisher;

    PolicyPublisher(@Channel(POLICIES) MutinyEmitter<PolicyEvent> emitter, Clock clock) {
        this.eventPublisher = new EventPublisher<>(
                Topics.POLICIES,
                "update-executor",
                emitter,
                event -> event.getType().name(),
                clock);
    }

    /**
     * Publishes an event, and waits until the log has it.
     *
     * @throws NotPublishedException if the log does not take it
     */
    public void publish(PolicyEvent event) {
        eventPublisher.publish(event.getPolicy(), event);
    }
}
