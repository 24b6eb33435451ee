package io.slackwater.runtime.events;

import io.slackwater.schemas.topics.Topic;
import io.smallrye.reactive.messaging.MutinyEmitter;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/** Puts events into a topic, one by one. The schemas were written when the topology was made, before anything is served. */
public final class Publishing<T extends SpecificRecord> {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MutinyEmitter<T> emitter;
    private final EventMessages<T> messages;
    private final Function<T, String> type;

    /**
     * A way into a topic.
     *
     * @param service the publishing service
     * @param type what an event is called
     */
    public Publishing(Topic<T> topic, String service, MutinyEmitter<T> emitter, Function<T, String> type, Clock clock) {
        this.emitter = emitter;
        this.messages = new EventMessages<>(topic, service, type, clock);
        this.type = type;
    }

    /**
     * Publishes an event, and waits until the log has it.
     *
     * @throws NotPublishedException if the log does not take it
     */
    public void publish(String key, T event) {
        try {
            emitter.sendMessage(messages.of(key, event)).await().atMost(PATIENCE);
        } catch (RuntimeException failed) {
            throw new NotPublishedException(type.apply(event), failed);
        }
    }
}
