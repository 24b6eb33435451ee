package io.slackwater.runtime.events;

import io.slackwater.schemas.topics.Topic;
import io.smallrye.reactive.messaging.MutinyEmitter;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/** Puts events into a topic, one by one. The schemas were written when the topology was made, before anything is served. */
public final class EventPublisher<T extends SpecificRecord> {

    /** Longer than the channel tries: see {@code delivery.timeout.ms} and {@code max.block.ms} of the services' channels. */
    private static final Duration CONFIRM_TIMEOUT = Duration.ofSeconds(40);

    private final MutinyEmitter<T> emitter;
    private final EventMessages<T> messages;
    private final Function<T, String> type;

    /**
     * A way into a topic.
     *
     * @param service the publishing service
     * @param type what an event is called
     */
    public EventPublisher(
            Topic<T> topic, String service, MutinyEmitter<T> emitter, Function<T, String> type, Clock clock) {
        this.emitter = emitter;
        this.messages = new EventMessages<>(topic, service, type, clock);
        this.type = type;
    }

    /**
     * Publishes an event, and waits until the log has it.
     *
     * @throws NotPublishedException if the broker does not confirm that within 40 s; the log may still get it then
     */
    public void publish(String key, T event) {
        try {
            emitter.sendMessage(messages.of(key, event)).await().atMost(CONFIRM_TIMEOUT);
        } catch (RuntimeException failed) {
            throw new NotPublishedException(type.apply(event), failed);
        }
    }
}
