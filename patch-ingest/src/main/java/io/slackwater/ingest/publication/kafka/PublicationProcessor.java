package io.slackwater.ingest.publication.kafka;

import io.slackwater.domain.publication.PublicationDecider;
import io.slackwater.domain.publication.PublicationDecision;
import io.slackwater.ingest.metrics.IngestMetrics;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.streams.DeadLetter;
import io.slackwater.streams.logging.LogKeys;
import io.slackwater.streams.replay.Horizon;
import io.slackwater.streams.replay.ReplayGate;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks the rule about each sighting, and publishes what it says. The sightings of a replay wait until all is known that was published
 * then; what is refused of them was refused before.
 */
final class PublicationProcessor extends ContextualProcessor<String, ChangeEvent, String, PublicationOutput> {

    private static final Logger LOG = Logger.getLogger(PublicationProcessor.class);

    private static final Duration TICK = Duration.ofMillis(100);
    private static final int HELD_PER_TICK = 500;

    private final IngestMetrics metrics;
    private final Horizon horizon;
    private final Serializer<ChangeEvent> sightings;
    private @Nullable DeferredSightings held;
    private @Nullable ReplayGate gate;
    private @Nullable PublishedChanges published;

    /** @param sightings writes what is refused to the dead letters */
    PublicationProcessor(IngestMetrics metrics, Horizon horizon, Serializer<ChangeEvent> sightings) {
        this.sightings = sightings;
        this.metrics = metrics;
        this.horizon = horizon;
    }

    @Override
    public void init(ProcessorContext<String, PublicationOutput> context) {
        super.init(context);
        published = new PublishedChanges(context);
        held = new DeferredSightings(context);
        gate = new ReplayGate(context, PublicationTopology.REPLAY, horizon);
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::decideHeld);
    }

    @Override
    public void process(Record<String, ChangeEvent> sighting) {
        DeferredSightings earlier = Objects.requireNonNull(held, "set by init");
        if (mayDecide() && earlier.isEmpty()) {
            decide(sighting, true);
        } else {
            earlier.add(sighting);
        }
    }

    private void decideHeld(long now) {
        if (mayDecide()) {
            Objects.requireNonNull(held, "set by init")
                    .take(HELD_PER_TICK, now)
                    .forEach(sighting -> decide(sighting, false));
        }
    }

    private boolean mayDecide() {
        return Objects.requireNonNull(gate, "set by init").isOpen();
    }

    private void decide(Record<String, ChangeEvent> sighting, boolean isNew) {
        ChangeEvent event = sighting.value();
        LogKeys.Scope keys = LogKeys.with(Map.of(LogKeys.CHANGE, event.getChangeId()));
        try (keys) {
            PublishedChanges earlier = Objects.requireNonNull(published, "set by init");
            PublicationDecision decision =
                    PublicationDecider.decide(earlier.past(event), SightingMapper.toSighting(sighting.key(), event));
            metrics.decided(decision);
            if (decision instanceof PublicationDecision.Publish || decision instanceof PublicationDecision.Withdraw) {
                publish(sighting, earlier);
            } else if (isNew && decision instanceof PublicationDecision.Refuse refuse) {
                refuse(sighting, refuse.reason());
            }
        }
    }

    private void publish(Record<String, ChangeEvent> sighting, PublishedChanges earlier) {
        ChangeEvent last = earlier.find(sighting.value().getChangeId());
        ChangeEvent event = last == null ? sighting.value() : SightingMapper.withdrawal(last, sighting.value());
        earlier.put(event);
        LOG.infof("A change is published: %s", event.getType());
        context().forward(sighting.withValue(new PublicationOutput.Published(event)));
    }

    private void refuse(Record<String, ChangeEvent> sighting, String reason) {
        LOG.warnf("A sighting is refused: %s", reason);
        String topic = Topics.CHANGE_SIGHTINGS.name();
        byte[] bytes = sightings.serialize(topic, sighting.value());
        Optional<RecordMetadata> metadata = context().recordMetadata();
        DeadLetter.Origin origin = new DeadLetter.Origin(
                topic,
                metadata.map(RecordMetadata::partition).orElse(-1),
                metadata.map(RecordMetadata::offset).orElse(-1L),
                sighting.timestamp());
        DeadLetter letter = DeadLetter.of(sighting.key(), bytes, sighting.headers(), origin, reason);
        context()
                .forward(sighting.withValue(new PublicationOutput.Refused(letter))
                        .withHeaders(letter.headers())
                        .withTimestamp(context().currentSystemTimeMs()));
    }
}
