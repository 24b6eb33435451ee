package io.slackwater.reclaimer.messaging;

import io.slackwater.domain.storage.model.StorageTask;
import io.slackwater.domain.storage.model.StorageTaskReport;
import io.slackwater.mapping.storage.WorkerRecords;
import io.slackwater.runtime.events.EventMessages;
import io.slackwater.runtime.messaging.CommandConsumer;
import io.slackwater.runtime.messaging.ReceivedCommand;
import io.slackwater.schemas.StorageCommand;
import io.slackwater.schemas.StorageOutcome;
import io.slackwater.schemas.cloudevents.EventHeaders;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.streams.logging.LogKeys;
import io.slackwater.topology.storage.StorageTopology;
import io.slackwater.worker.Lifetime;
import io.slackwater.worker.storage.StorageWorker;
import io.slackwater.worker.storage.StorageWorkerMetrics;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.Record;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.header.Headers;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jboss.logging.Logger;

/**
 * Hears commands, hands them to the worker, and says what came of them. A command is acknowledged once it is taken; what cannot be read
 * or carried out goes to the dead letters.
 */
@ApplicationScoped
class StorageCommandConsumer {

    private static final Logger LOG = Logger.getLogger(StorageCommandConsumer.class);

    private final StorageWorker worker;
    private final CommandConsumer<StorageCommand> commands;
    private final StorageWorkerMetrics metrics;
    private final Clock clock;
    private final Emitter<StorageOutcome> outcomes;
    private final EventMessages<StorageOutcome> messages;

    StorageCommandConsumer(
            StorageWorker worker,
            StorageWorkerMetrics metrics,
            Clock clock,
            @Channel("storage-outcomes") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
                    Emitter<StorageOutcome> outcomes,
            @Channel("storage-commands-dead-letter") MutinyEmitter<Record<String, byte[]>> deadLetters) {
        this.worker = worker;
        this.commands = new CommandConsumer<>(Topics.STORAGE_COMMANDS, deadLetters);
        this.metrics = metrics;
        this.clock = clock;
        this.outcomes = outcomes;
        this.messages = new EventMessages<>(
                Topics.STORAGE_OUTCOMES,
                StorageTopology.SERVICE,
                outcome -> outcome.getType().name(),
                clock);
    }

    @Incoming("storage-commands")
    CompletionStage<Void> take(Message<ReceivedCommand<StorageCommand>> message) {
        return commands.take(message, this::take);
    }

    private void take(StorageCommand command, IncomingKafkaRecordMetadata<?, ?> metadata) {
        StorageTask task = WorkerRecords.toTask(command)
                .orElseThrow(() ->
                        new IllegalArgumentException("The storage command names no host, or is of an unknown type"));
        Headers cause = EventHeaders.known(metadata.getHeaders());
        Duration age = Duration.between(command.getOccurredAt(), clock.instant());
        Lifetime lifetime = new Lifetime(Duration.ofMillis(command.getLifetimeMillis()), age, System::nanoTime);
        long begin = System.nanoTime();
        worker.take(task, lifetime, result -> answer(task, result, cause, begin));
    }

    private void answer(StorageTask task, StorageTaskReport result, Headers cause, long begin) {
        StorageOutcome outcome = WorkerRecords.outcome(task, result, clock.instant());
        outcomes.send(messages.of(task.volume().store(), outcome, cause));
        if (!(result instanceof StorageTaskReport.Uploading)) {
            answered(task, result, outcome, Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    private void answered(StorageTask task, StorageTaskReport result, StorageOutcome outcome, Duration took) {
        LogKeys.Scope keys = LogKeys.with(Map.of(
                LogKeys.STORE, task.volume().store(),
                LogKeys.VOLUME, task.volume().name(),
                LogKeys.HOST, task.sites().get(0).hostId()));
        try {
            LOG.infof("Command %s answered %s: %s", task.type(), outcome.getType(), outcome.getBlockers());
        } finally {
            keys.close();
        }
        metrics.answered(task.type(), outcome.getType().name(), took);
        if (result instanceof StorageTaskReport.Deleted deleted) {
            deleted.sinceReferenceCheck().ifPresent(metrics::deleted);
            metrics.usedSince(deleted.usesSince().size());
        }
    }
}
