package io.slackwater.executor.channel;

import io.slackwater.executor.config.ExecutorConfig;
import io.slackwater.executor.hands.Command;
import io.slackwater.executor.hands.Hands;
import io.slackwater.executor.hands.Result;
import io.slackwater.executor.health.ExecutorMetrics;
import io.slackwater.executor.update.AnswerStatus;
import io.slackwater.executor.wire.WireHands;
import io.slackwater.runtime.events.EventMessages;
import io.slackwater.schemas.UpdateCommand;
import io.slackwater.schemas.UpdateOutcome;
import io.slackwater.schemas.topics.Topics;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jboss.logging.Logger;

/**
 * Takes commands from the log and puts what came of them back. A command is acknowledged as soon as it was taken: what a crash
 * loses then, the brain issues again.
 */
@ApplicationScoped
public class CommandChannel {

    static final String COMMANDS = "commands";
    static final String OUTCOMES = "outcomes";

    private static final Logger LOG = Logger.getLogger(CommandChannel.class);

    private final Hands hands;
    private final Emitter<UpdateOutcome> outcomes;
    private final EventMessages<UpdateOutcome> messages;
    private final ExecutorMetrics metrics;
    private final Clock clock;
    private final Duration margin;

    CommandChannel(
            Hands hands,
            @Channel(OUTCOMES) @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER) Emitter<UpdateOutcome> outcomes,
            ExecutorMetrics metrics,
            Clock clock,
            ExecutorConfig config) {
        this.hands = hands;
        this.outcomes = outcomes;
        this.messages = new EventMessages<>(
                Topics.OUTCOMES, "update-executor", outcome -> outcome.getType() + "_" + outcome.getStatus(), clock);
        this.metrics = metrics;
        this.clock = clock;
        this.margin = config.commandMargin();
    }

    /** Takes a command into its host's lane, or answers at once why not; never waits for a host. */
    @Incoming(COMMANDS)
    CompletionStage<Void> take(Message<UpdateCommand> message) {
        UpdateCommand wire = message.getPayload();
        Optional<IncomingKafkaRecordMetadata<?, ?>> metadata = metadata(message);
        Headers cause = metadata.map(IncomingKafkaRecordMetadata::getHeaders).orElseGet(RecordHeaders::new);
        Instant publishedAt =
                metadata.map(IncomingKafkaRecordMetadata::getTimestamp).orElseGet(clock::instant);
        Instant receivedAt = clock.instant();
        // It may have waited here, unread, while this process stood still; the brain has gone on without it meanwhile.
        Instant givenUp = publishedAt.plusMillis(wire.getLifetimeMillis()).plus(margin);
        if (receivedAt.isBefore(givenUp)) {
            take(wire, cause, receivedAt, Duration.between(receivedAt, givenUp));
        } else {
            answer(
                    wire,
                    Result.of(
                            AnswerStatus.EXPIRED,
                            "It was issued at " + publishedAt + ", and may have been issued again since"),
                    cause,
                    receivedAt);
        }
        return message.ack();
    }

    private void take(UpdateCommand wire, Headers cause, Instant receivedAt, Duration left) {
        try {
            Command command = WireHands.command(wire).within(left);
            hands.take(command, result -> answer(wire, result, cause, receivedAt));
        } catch (IllegalArgumentException malformed) {
            LOG.warnf("Command %s cannot be carried out: %s", wire.getCommandId(), malformed.getMessage());
            answer(
                    wire,
                    Result.of(AnswerStatus.NOT_HERE, "It cannot be carried out: " + malformed.getMessage()),
                    cause,
                    receivedAt);
        }
    }

    private void answer(UpdateCommand command, Result result, Headers cause, Instant receivedAt) {
        Instant now = clock.instant();
        metrics.answered(command.getType().name(), result.status().name(), Duration.between(receivedAt, now));
        outcomes.send(messages.of(command.getHostId(), WireHands.outcome(command, result, now), cause));
    }

    private static Optional<IncomingKafkaRecordMetadata<?, ?>> metadata(Message<UpdateCommand> message) {
        @SuppressWarnings("rawtypes") // SmallRye looks metadata up by its raw class
        Optional<IncomingKafkaRecordMetadata> raw = message.getMetadata(IncomingKafkaRecordMetadata.class);
        return raw.map(present -> present);
    }
}
