package io.slackwater.executor.channel;

import io.slackwater.runtime.events.EventMessages;
import io.slackwater.schemas.topics.Topic;
import io.smallrye.reactive.messaging.MutinyEmitter;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/** Puts events into a topic, one by one. The schemas were written when the topology was made, before anything is served. */
final class Publishing<T extends SpecificRecord> {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MutinyEmitter<T> emitter;
    private final EventMessages<T> messages;
    private final Function<T, String> type;

    Publishing(Topic<T> topic, MutinyEmitter<T> emitter, Function<T, String> type, Clock clock) {
        this.emitter = emitter;
        this.messages = new EventMessages<>(topic, "update-executor", type, clock);
        this.type = type;
    }

    /**
     * Publishes an event, and waits until the log has it.
     *
     * @throws NotPublishedException if the log does not take it
     */
    void publish(String key, T event) {
        try {
            emitter.sendMessage(messages.of(key, event)).await().atMost(PATIENCE);
        } catch (RuntimeException failed) {
            throw new NotPublishedException(type.apply(event), failed);
        }
    }
}
