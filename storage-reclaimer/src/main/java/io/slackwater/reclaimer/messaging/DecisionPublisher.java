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
        StorageDecision event = decision.accept(new Writing(StorageDecision.newBuilder()))
                .setStore(decision.store())
                .setActor(by.actor())
                .setReason(by.reason())
                .setOccurredAt(clock.instant())
                .build();
        eventPublisher.publish(decision.store(), event);
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

    /** Adds the type of each decision, and what it says. */
    private record Writing(StorageDecision.Builder event) implements StoreDecision.Visitor<StorageDecision.Builder> {

        @Override
        public StorageDecision.Builder hold(StoreDecision.Hold state) {
            return event.setType(StorageDecisionType.HELD)
                    .setVolume(state.volume())
                    .setHold(state.name());
        }

        @Override
        public StorageDecision.Builder release(StoreDecision.Release release) {
            return event.setType(StorageDecisionType.RELEASED)
                    .setVolume(release.volume())
                    .setHold(release.name());
        }

        @Override
        public StorageDecision.Builder confirm(StoreDecision.Confirm confirm) {
            return event.setType(StorageDecisionType.HOSTS_CONFIRMED).setHosts(confirm.hosts());
        }

        @Override
        public StorageDecision.Builder releaseUse(StoreDecision.ReleaseUse releaseUse) {
            return event.setType(StorageDecisionType.USE_RELEASED)
                    .setVmId(releaseUse.vmId())
                    .setVanishedAt(releaseUse.vanishedAt());
        }

        @Override
        public StorageDecision.Builder freeze(StoreDecision.Freeze freeze) {
            return event.setType(freeze.begins() ? StorageDecisionType.FROZEN : StorageDecisionType.UNFROZEN);
        }

        @Override
        public StorageDecision.Builder firstDeleteSeen(StoreDecision.FirstDeleteSeen firstDeleteSeen) {
            return event.setType(StorageDecisionType.FIRST_DELETE_SEEN).setDeletedAt(firstDeleteSeen.deletedAt());
        }

        @Override
        public StorageDecision.Builder consent(StoreDecision.Consent consent) {
            return event.setType(StorageDecisionType.DELETE_CONSENTED)
                    .setVolume(consent.volume().orElse(null));
        }

        @Override
        public StorageDecision.Builder acceptLog(StoreDecision.AcceptLog acceptLog) {
            return event.setType(StorageDecisionType.LOG_ACCEPTED).setCount(OutputMapper.count(acceptLog.count()));
        }

        @Override
        public StorageDecision.Builder adopt(StoreDecision.Adopt adopt) {
            return event.setType(StorageDecisionType.ADOPTED)
                    .setVolume(adopt.volume().name())
                    .setContent(content(adopt));
        }
    }
}
