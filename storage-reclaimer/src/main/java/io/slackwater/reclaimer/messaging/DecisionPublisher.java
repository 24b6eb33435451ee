package io.slackwater.reclaimer.messaging;

import io.slackwater.domain.storage.store.StoreDecision;
import io.slackwater.mapping.storage.OutputMapper;
import io.slackwater.runtime.events.EventPublisher;
import io.slackwater.schemas.AdoptedContent;
import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.StorageDecision;
import io.slackwater.schemas.StorageDecisionType;
import io.slackwater.schemas.VolumeFormat;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.topology.storage.StorageTopology;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.eclipse.microprofile.reactive.messaging.Channel;

/** Puts what a person decided about storage into the log. */
@ApplicationScoped
public class DecisionPublisher {

    static final String DECISIONS = "storage-decisions";

    private final EventPublisher<StorageDecision> eventPublisher;
    private final Clock clock;

    DecisionPublisher(@Channel(DECISIONS) MutinyEmitter<StorageDecision> emitter, Clock clock) {
        this.eventPublisher = new EventPublisher<>(
                Topics.STORAGE_DECISIONS,
                StorageTopology.SERVICE,
                emitter,
                event -> event.getType().name(),
                clock);
        this.clock = clock;
    }

    /**
     * Publishes a decision, and waits until the log has it.
     *
     * @throws io.slackwater.runtime.events.NotPublishedException if the log does not take it
     */
    public void publish(StoreDecision decision, StoreDecision.Responsible by) {
        StorageDecision event = event(decision)
                .setStore(decision.store())
                .setActor(by.actor())
                .setReason(by.reason())
                .setOccurredAt(clock.instant())
                .build();
        eventPublisher.publish(decision.store(), event);
    }

    private static StorageDecision.Builder event(StoreDecision decision) {
        StorageDecision.Builder event = StorageDecision.newBuilder();
        if (decision instanceof StoreDecision.Hold hold) {
            return event.setType(StorageDecisionType.HELD)
                    .setVolume(hold.volume())
                    .setHold(hold.name());
        } else if (decision instanceof StoreDecision.Release release) {
            return event.setType(StorageDecisionType.RELEASED)
                    .setVolume(release.volume())
                    .setHold(release.name());
        } else if (decision instanceof StoreDecision.Confirm confirm) {
            return event.setType(StorageDecisionType.HOSTS_CONFIRMED).setHosts(confirm.hosts());
        } else if (decision instanceof StoreDecision.ReleaseUse use) {
            return event.setType(StorageDecisionType.USE_RELEASED)
                    .setVmId(use.vmId())
                    .setVanishedAt(use.vanishedAt());
        }
        return decision instanceof StoreDecision.Adopt adopt ? adopted(event, adopt) : braking(event, decision);
    }

    private static StorageDecision.Builder braking(StorageDecision.Builder event, StoreDecision decision) {
        if (decision instanceof StoreDecision.Freeze freeze) {
            return event.setType(freeze.begins() ? StorageDecisionType.FROZEN : StorageDecisionType.UNFROZEN);
        } else if (decision instanceof StoreDecision.FirstDeleteSeen seen) {
            return event.setType(StorageDecisionType.FIRST_DELETE_SEEN).setDeletedAt(seen.deletedAt());
        } else if (decision instanceof StoreDecision.Consent consent) {
            return event.setType(StorageDecisionType.DELETE_CONSENTED)
                    .setVolume(consent.volume().orElse(null));
        }
        StoreDecision.AcceptLog accept = (StoreDecision.AcceptLog) decision;
        return event.setType(StorageDecisionType.LOG_ACCEPTED).setCount(OutputMapper.count(accept.count()));
    }

    private static StorageDecision.Builder adopted(StorageDecision.Builder event, StoreDecision.Adopt adopt) {
        return event.setType(StorageDecisionType.ADOPTED)
                .setVolume(adopt.volume().name())
                .setContent(content(adopt));
    }

    private static AdoptedContent content(StoreDecision.Adopt adopt) {
        return AdoptedContent.newBuilder()
                .setPath(adopt.volume().path())
                .setPortion(adopt.holds().portion())
                .setVersion(adopt.holds().version())
                .setKind(PortionKind.valueOf(adopt.holds().kind().name()))
                .setFormat(VolumeFormat.valueOf(adopt.format().name()))
                .setSizeBytes(adopt.sizeBytes())
                .setArtifact(adopt.artifact().map(OutputMapper::artifact).orElse(null))
                .build();
    }
}
