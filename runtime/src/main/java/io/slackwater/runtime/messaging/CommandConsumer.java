package io.slackwater.runtime.messaging;

import io.slackwater.schemas.topics.Topic;
import io.slackwater.streams.DeadLetter;
import io.slackwater.streams.Decoded;
import io.slackwater.streams.EventDecoder;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.Record;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes the records of a command topic, each once it is handed over. What cannot be read or carried out goes to the dead letters,
 * cut to a size that the broker takes, and the channel goes on. A record is not acknowledged where its dead letter cannot be written.
 */
public final class CommandConsumer<T extends SpecificRecord> {

    private static final Logger LOG = Logger.getLogger(CommandConsumer.class);

    private final Topic<T> topic;
    private final MutinyEmitter<Record<String, byte[]>> deadLetters;

    /**
     * A consumer of one topic.
     *
     * @param deadLetters writes to the topic's dead-letter topic
     */
    public CommandConsumer(Topic<T> topic, MutinyEmitter<Record<String, byte[]>> deadLetters) {
        this.topic = topic;
        this.deadLetters = deadLetters;
    }

    /**
     * Takes a record.
     *
     * @param handler takes its command and must not wait; throws {@link IllegalArgumentException} if it can never be carried out
     */
    public CompletionStage<Void> take(
            Message<ReceivedCommand<T>> message, BiConsumer<T, IncomingKafkaRecordMetadata<?, ?>> handler) {
        IncomingKafkaRecordMetadata<?, ?> metadata = metadata(message);
        @Nullable ReceivedCommand<T> receivedCommand = message.getPayload();
        Deserializer<T> values = (name, bytes) -> receivedCommand == null ? null : receivedCommand.read();
        Decoded<T> decoded = new EventDecoder<>(topic, values)
                .decode(
                        (String) metadata.getKey(),
                        receivedCommand == null ? null : receivedCommand.bytes(),
                        EventDecoder.usable(metadata.getTimestamp().toEpochMilli()));
        if (decoded instanceof Decoded.Poison<T> poison) {
            return refuse(message, metadata, receivedCommand, poison.cause());
        }
        try {
            handler.accept(((Decoded.Value<T>) decoded).value(), metadata);
            return message.ack();
        } catch (RuntimeException impossible) {
            return refuse(message, metadata, receivedCommand, "It cannot be carried out: " + impossible);
        }
    }

    private CompletionStage<Void> refuse(
            Message<ReceivedCommand<T>> message,
            IncomingKafkaRecordMetadata<?, ?> metadata,
            @Nullable ReceivedCommand<T> receivedCommand,
            String cause) {
        DeadLetter.Origin origin = new DeadLetter.Origin(
                topic.name(),
                metadata.getPartition(),
                metadata.getOffset(),
                metadata.getTimestamp().toEpochMilli());
        DeadLetter letter = DeadLetter.of(
                (String) metadata.getKey(),
                receivedCommand == null ? null : receivedCommand.bytes(),
                metadata.getHeaders(),
                origin,
                cause);
        LOG.warnf(
                "Record sent to the dead-letter topic: %s, partition %d, offset %d: %s",
                origin.topic(), origin.partition(), origin.offset(), letter.cause());
        OutgoingKafkaRecordMetadata<?> headers = OutgoingKafkaRecordMetadata.builder()
                .withHeaders(letter.headers())
                .build();
        return deadLetters
                .sendMessage(Message.of(Record.of(letter.key(), letter.value())).addMetadata(headers))
                .subscribeAsCompletionStage()
                .handle((sent, failed) -> failed == null ? message.ack() : message.nack(failed))
                .thenCompose(done -> done);
    }

    private IncomingKafkaRecordMetadata<?, ?> metadata(Message<?> message) {
        @SuppressWarnings("rawtypes") // SmallRye looks metadata up by its raw class
        IncomingKafkaRecordMetadata raw = message.getMetadata(IncomingKafkaRecordMetadata.class)
                .orElseThrow(() ->
                        new IllegalStateException("A message of %s is no record of Kafka".formatted(topic.name())));
        return raw;
    }
}
