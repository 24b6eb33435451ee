package io.slackwater.ingest.sighting.kafka;

import io.slackwater.domain.change.Change;
import io.slackwater.ingest.metrics.IngestMetrics;
import io.slackwater.ingest.sighting.SightingException;
import io.slackwater.ingest.sighting.SightingPublisher;
import io.slackwater.runtime.events.EventMessages;
import io.slackwater.runtime.startup.KafkaStartup;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.topics.Topics;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.jboss.logging.Logger;

/** Writes sightings to their topic, and waits until the broker has them. */
@ApplicationScoped
public class KafkaSightingPublisher implements SightingPublisher {

    private static final Logger LOG = Logger.getLogger(KafkaSightingPublisher.class);
    private static final String WITHDRAWAL = "withdrawal";
    /** Longer than the channel tries: see its {@code delivery.timeout.ms} and {@code max.block.ms}. */
    private static final Duration CONFIRM_TIMEOUT = Duration.ofSeconds(40);

    private final MutinyEmitter<ChangeEvent> emitter;
    private final KafkaStartup startup;
    private final IngestMetrics metrics;
    private final Clock clock;
    private final EventMessages<ChangeEvent> messages;
    private volatile boolean schemasWritten;

    KafkaSightingPublisher(
            @Channel("change-sightings") MutinyEmitter<ChangeEvent> emitter,
            KafkaStartup startup,
            IngestMetrics metrics,
            Clock clock) {
        this.emitter = emitter;
        this.startup = startup;
        this.metrics = metrics;
        this.clock = clock;
        this.messages = new EventMessages<>(
                Topics.CHANGE_SIGHTINGS,
                "patch-ingest",
                event -> event.getType().name(),
                clock);
    }

    @Override
    public void available(Change change) {
        send(SightingRecords.available(change, clock.instant()));
        metrics.sighted(change.source());
    }

    @Override
    public void withdrawn(String operatingSystem, String changeId, String source, String reason) {
        send(SightingRecords.withdrawn(operatingSystem, changeId, source, reason, clock.instant()));
        metrics.sighted(WITHDRAWAL);
    }

    private void send(ChangeEvent event) {
        try {
            awaitSchemas();
            emitter.sendMessage(messages.of(event.getOperatingSystem(), event))
                    .await()
                    .atMost(CONFIRM_TIMEOUT);
        } catch (RuntimeException e) {
            throw new SightingException(
                    "The broker did not confirm in time that it has change %s: it may still be published"
                            .formatted(event.getChangeId()),
                    e);
        }
        LOG.infof("Sighting of change %s from %s: %s", event.getChangeId(), event.getSource(), event.getType());
    }

    /** A record's schema is written before the record, so that whoever reads it finds it. */
    private void awaitSchemas() {
        if (!schemasWritten) {
            startup.partitionsOf(Topics.CHANGE_SIGHTINGS);
            schemasWritten = true;
        }
    }
}
