package io.slackwater.reclaimer.kafka;

import io.slackwater.reclaimer.hands.Lifetime;
import io.slackwater.reclaimer.hands.Order;
import io.slackwater.reclaimer.hands.Report;
import io.slackwater.reclaimer.hands.StorageHand;
import io.slackwater.reclaimer.metrics.HandMeters;
import io.slackwater.runtime.events.EventMessages;
import io.slackwater.runtime.logging.LogKeys;
import io.slackwater.schemas.StorageCommand;
import io.slackwater.schemas.StorageOutcome;
import io.slackwater.schemas.topics.Topics;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
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
import org.jspecify.annotations.Nullable;

/** Hears commands, hands them to the hand, and says what came of them. A command is acknowledged once it is taken. */
@ApplicationScoped
class CommandChannel {

    private static final Logger LOG = Logger.getLogger(CommandChannel.class);

    private final StorageHand hand;
    private final HandMeters meters;
    private final Clock clock;
    private final Emitter<StorageOutcome> outcomes;
    private final EventMessages<StorageOutcome> messages;

    CommandChannel(
            StorageHand hand,
            HandMeters meters,
            Clock clock,
            @Channel("storage-outcomes") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
                    Emitter<StorageOutcome> outcomes) {
        this.hand = hand;
        this.meters = meters;
        this.clock = clock;
        this.outcomes = outcomes;
        this.messages = new EventMessages<>(
                Topics.STORAGE_OUTCOMES,
                StorageTopology.SERVICE,
                outcome -> outcome.getType().name(),
                clock);
    }

    @Incoming("storage-commands")
    CompletionStage<Void> take(Message<StorageCommand> message) {
        @Nullable StorageCommand command = message.getPayload();
        if (command == null) {
            return message.nack(new IllegalArgumentException("The storage command cannot be read"));
        }
        Optional<Order> order = HandRecords.order(command);
        if (order.isEmpty()) {
            return message.nack(new IllegalArgumentException(
                    "Storage command %s names no host, or is of an unknown type".formatted(command.getCommandId())));
        }
        Headers cause = headers(message);
        Duration age = Duration.between(command.getOccurredAt(), clock.instant());
        Lifetime lifetime = new Lifetime(Duration.ofMillis(command.getLifetimeMillis()), age, System::nanoTime);
        long begin = System.nanoTime();
        hand.take(order.get(), lifetime, report -> answer(order.get(), report, cause, begin));
        return message.ack();
    }

    private static Headers headers(Message<StorageCommand> message) {
        for (Object metadata : message.getMetadata()) {
            if (metadata instanceof IncomingKafkaRecordMetadata<?, ?> incoming) {
                return incoming.getHeaders();
            }
        }
        return new RecordHeaders();
    }

    private void answer(Order order, Report report, Headers cause, long begin) {
        StorageOutcome outcome = HandRecords.outcome(order, report, clock.instant());
        outcomes.send(messages.of(order.volume().store(), outcome, cause));
        if (!(report instanceof Report.Moving)) {
            answered(order, report, outcome, Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    private void answered(Order order, Report report, StorageOutcome outcome, Duration took) {
        LogKeys.Scope keys = LogKeys.with(Map.of(
                LogKeys.STORE, order.volume().store(),
                LogKeys.VOLUME, order.volume().name(),
                LogKeys.HOST, order.sites().get(0).hostId()));
        try {
            LOG.infof("Order %s answered %s: %s", order.type(), outcome.getType(), outcome.getBlockers());
        } finally {
            keys.close();
        }
        meters.answered(order.type(), outcome.getType().name(), took);
        if (report instanceof Report.Deleted deleted) {
            deleted.window().ifPresent(meters::deleted);
            meters.usedSince(deleted.usesSince().size());
        }
    }
}
