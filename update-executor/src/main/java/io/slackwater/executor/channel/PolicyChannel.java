package io.slackwater.executor.channel;

import io.slackwater.runtime.events.NotPublishedException;
import io.slackwater.runtime.events.Publishing;
import io.slackwater.schemas.PolicyEvent;
import io.slackwater.schemas.topics.Topics;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.eclipse.microprofile.reactive.messaging.Channel;

/** Puts into the log that a policy is set or removed. */
@ApplicationScoped
public class PolicyChannel {

    static final String POLICIES = "policies";

    private final Publishing<PolicyEvent> publishing;

    PolicyChannel(@Channel(POLICIES) MutinyEmitter<PolicyEvent> emitter, Clock clock) {
        this.publishing = new Publishing<>(
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
        publishing.publish(event.getPolicy(), event);
    }
}
