package io.slackwater.executor.channel;

import io.slackwater.runtime.events.EventMessages;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.topics.Topics;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.reactive.messaging.Channel;

/** Puts what a person decided into the log. */
@ApplicationScoped
public class RolloutChannel {

    static final String ROLLOUTS = "rollouts";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MutinyEmitter<RolloutEvent> emitter;
    private final EventMessages<RolloutEvent> messages;

    RolloutChannel(@Channel(ROLLOUTS) MutinyEmitter<RolloutEvent> emitter, Clock clock) {
        this.emitter = emitter;
        this.messages = new EventMessages<>(
                Topics.ROLLOUTS, "update-executor", event -> event.getType().name(), clock);
    }

    /** Says that the log did not take an event. */
    public static final class NotPublishedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotPublishedException(RolloutEvent event, RuntimeException cause) {
            super(event.getType() + " was not published, since the broker did not take it", cause);
        }
    }

    /**
     * Publishes an event, and waits until the log has it. The schemas were written when the topology was made, before anything is served.
     *
     * @param key the change, or the fleet's key
     * @throws NotPublishedException if the log does not take it
     */
    public void publish(String key, RolloutEvent event) {
        try {
            emitter.sendMessage(messages.of(key, event)).await().atMost(PATIENCE);
        } catch (RuntimeException failed) {
            throw new NotPublishedException(event, failed);
        }
    }
}
