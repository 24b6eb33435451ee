package io.slackwater.executor.channel;

import io.slackwater.runtime.events.NotPublishedException;
import io.slackwater.runtime.events.Publishing;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.topics.Topics;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.eclipse.microprofile.reactive.messaging.Channel;

/** Puts what a person decided about rollouts into the log. */
@ApplicationScoped
public class RolloutChannel {

    static final String ROLLOUTS = "rollouts";

    private final Publishing<RolloutEvent> publishing;

    RolloutChannel(@Channel(ROLLOUTS) MutinyEmitter<RolloutEvent> emitter, Clock clock) {
        this.publishing = new Publishing<>(
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
        publishing.publish(key, event);
    }
}
