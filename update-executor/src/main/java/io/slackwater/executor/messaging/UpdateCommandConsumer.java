package io.slackwater.executor.messaging;

import io.slackwater.domain.update.Command;
import io.slackwater.domain.update.CommandOutcomeStatus;
import io.slackwater.domain.update.CommandResult;
import io.slackwater.executor.config.ExecutorConfiguration;
import io.slackwater.executor.health.ExecutorMetrics;
import io.slackwater.mapping.update.WorkerMapper;
import io.slackwater.runtime.events.EventMessages;
import io.slackwater.runtime.messaging.CommandConsumer;
import io.slackwater.runtime.messaging.ReceivedCommand;
import io.slackwater.schemas.UpdateCommand;
import io.slackwater.schemas.UpdateOutcome;
import io.slackwater.schemas.cloudevents.EventHeaders;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.worker.update.UpdateWorker;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.Record;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.header.Headers;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jboss.logging.Logger;

/**
 * Takes commands from the log and puts what came of them back. A command is acknowledged as soon as it was taken: what a crash
 * loses then, the topology issues again. What cannot be read goes to the dead letters.
 */
@ApplicationScoped
public class UpdateCommandConsumer {

    static final String COMMANDS = "commands";
    static final String OUTCOMES = "outcomes";
    static final String DEAD_LETTERS = "commands-dead-letter";

    private static final Logger LOG = Logger.getLogger(UpdateCommandConsumer.class);

    private final UpdateWorker worker;
    private final CommandConsumer<UpdateCommand> commands;
    private final Emitter<UpdateOutcome> outcomes;
    private final EventMessages<UpdateOutcome> messages;
    private final ExecutorMetrics metrics;
    private final Clock clock;
    private final Duration margin;

    UpdateCommandConsumer(
            UpdateWorker worker,
            @Channel(OUTCOMES) @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER) Emitter<UpdateOutcome> outcomes,
            ExecutorMetrics metrics,
            Clock clock,
            @Channel(DEAD_LETTERS) MutinyEmitter<Record<String, byte[]>> deadLetters,
            ExecutorConfiguration config) {
        this.worker = worker;
        this.commands = new CommandConsumer<>(Topics.COMMANDS, deadLetters);
        this.outcomes = outcomes;
        this.messages = new EventMessages<>(
                Topics.OUTCOMES, "update-executor", outcome -> outcome.getType() + "_" + outcome.getStatus(), clock);
        this.metrics = metrics;
        this.clock = clock;
        this.margin = config.commandMargin();
    }

    /** Takes a command into its host's queue, or answers at once why not; never waits for a host. */
    @Incoming(COMMANDS)
    CompletionStage<Void> take(Message<ReceivedCommand<UpdateCommand>> message) {
        return commands.take(message, this::take);
    }

    private void take(UpdateCommand wire, IncomingKafkaRecordMetadata<?, ?> metadata) {
        Headers cause = EventHeaders.known(metadata.getHeaders());
        Instant publishedAt = metadata.getTimestamp();
        Instant receivedAt = clock.instant();
        // It may have waited here, unread, while this process stood still; the topology has gone on without it
        // meanwhile.
        Instant givenUp = publishedAt.plusMillis(wire.getLifetimeMillis()).plus(margin);
        if (receivedAt.isBefore(givenUp)) {
            take(wire, cause, receivedAt, Duration.between(receivedAt, givenUp));
        } else {
            answer(
                    wire,
                    CommandResult.of(
                            CommandOutcomeStatus.EXPIRED,
                            "It was issued at " + publishedAt + ", and may have been issued again since"),
                    cause,
                    receivedAt);
        }
    }

    private void take(UpdateCommand wire, Headers cause, Instant receivedAt, Duration left) {
        try {
            Command command = WorkerMapper.command(wire).within(left);
            worker.take(command, result -> answer(wire, result, cause, receivedAt));
        } catch (IllegalArgumentException malformed) {
            LOG.warnf("Command %s cannot be carried out: %s", wire.getCommandId(), malformed.getMessage());
            answer(
                    wire,
                    CommandResult.of(
                            CommandOutcomeStatus.NOT_HERE, "It cannot be carried out: " + malformed.getMessage()),
                    cause,
                    receivedAt);
        }
    }

    private void answer(UpdateCommand command, CommandResult result, Headers cause, Instant receivedAt) {
        Instant now = clock.instant();
        metrics.answered(command.getType().name(), result.status().name(), Duration.between(receivedAt, now));
        outcomes.send(messages.of(command.getHostId(), WorkerMapper.outcome(command, result, now), cause));
    }
}
