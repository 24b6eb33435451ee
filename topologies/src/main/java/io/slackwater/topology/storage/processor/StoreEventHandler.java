package io.slackwater.topology.storage.processor;

import io.slackwater.domain.storage.store.AddressedVolumeInput;
import io.slackwater.domain.storage.store.DeleteGuard;
import io.slackwater.domain.storage.store.StoreEffects;
import io.slackwater.domain.storage.store.StoreMachine;
import io.slackwater.domain.storage.volume.VolumeInput;
import io.slackwater.mapping.storage.InputMapper;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.HeldRows;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.RolloutEventType;
import io.slackwater.schemas.StorageDecision;
import io.slackwater.schemas.StorageOutcome;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.topology.storage.index.VolumeIndex;
import io.slackwater.topology.storage.row.ReferenceRowMapper;
import io.slackwater.topology.storage.state.DecisionRepository;
import io.slackwater.topology.storage.state.EvaluationSchedule;
import io.slackwater.topology.storage.state.HostRepository;
import io.slackwater.topology.storage.state.LastEventRepository;
import io.slackwater.topology.storage.state.StoreRepositories;
import io.slackwater.topology.storage.state.VolumeSweeps;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Record;

/** Applies each input to the store machine, once its replay has ended. */
final class StoreEventHandler {

    /** So many updates that waited for a change are taken with its event; the others in the next ticks. */
    private static final int DEFERRED_AT_ONCE = 500;

    private final StoreRepositories repositories;
    private final StoreMachine machine;
    private final DeleteGuard deleteGuard;
    private final EffectForwarder effectForwarder;
    private final AdoptionCheck adoption;
    private final ObservationCheck observations;

    StoreEventHandler(
            StoreRepositories repositories,
            StoreMachine machine,
            DeleteGuard deleteGuard,
            EffectForwarder effectForwarder,
            ObservationCheck observations) {
        this.repositories = repositories;
        this.machine = machine;
        this.deleteGuard = deleteGuard;
        this.effectForwarder = effectForwarder;
        this.observations = observations;
        this.adoption = new AdoptionCheck(repositories.changes, repositories.stores);
    }

    /** Takes what a VM refers to in the store that is the record's key. */
    void references(Record<String, HeldRows> record, Instant now) {
        HeldRows rows = record.value();
        StoreEffects effects = machine.references(record.key(), rows.getHolder(), ReferenceRowMapper.held(rows), now);
        effectForwarder.say(record, effects, now);
    }

    /** Takes a phase of an update that concerns the store that is the record's key. */
    void update(Record<String, UpdateEvent> record, String eventId, Instant now) {
        repositories.lastEvents.applied(record.key(), record.value().getVmId(), eventId);
        effectForwarder.say(record, update(record.key(), record.value(), now), now);
    }

    /** Takes what a worker or a watcher said of the store that is the record's key. */
    void outcome(Record<String, StorageOutcome> record, String eventId, Instant now) {
        repositories.lastEvents.applied(record.key(), LastEventRepository.OUTCOMES, eventId);
        record.value()
                .getCount()
                .map(InputMapper::count)
                .ifPresent(count -> deleteGuard.seen(record.key(), count, now));
        StoreEffects effects = InputMapper.outcome(record.value())
                .map(known -> outcome(known, now))
                .orElseGet(StoreEffects::new);
        effectForwarder.say(record, effects, now);
    }

    /** Takes what a person decided about the store that is the record's key. */
    void decision(Record<String, StorageDecision> record, String eventId, Instant now) {
        StorageDecision decision = record.value();
        repositories.decisions.decided(decision);
        switch (decision.getType()) {
            case HELD, RELEASED -> {
                evaluateDue(
                        new EvaluationSchedule.Wake(
                                record.key(), decision.getVolume().orElse("")),
                        now);
                if (DecisionRepository.isOfNotUnderstood(decision)) {
                    repositories.stores.evaluateAll(record.key());
                }
            }
            case HOSTS_CONFIRMED, FIRST_DELETE_SEEN, DELETE_CONSENTED, LOG_ACCEPTED ->
                repositories.stores.evaluateAll(record.key());
            case USE_RELEASED -> {
                String vmId = decision.getVmId().orElse("");
                Instant vanishedAt = decision.getVanishedAt().orElse(Instant.EPOCH);
                effectForwarder.say(record, machine.released(record.key(), vmId, vanishedAt, now), now);
                repositories.stores.evaluateAll(record.key());
            }
            case FROZEN, UNFROZEN -> repositories.stores.sweeps().ofAll(VolumeSweeps.Kind.DUE);
            case ADOPTED -> {
                repositories.lastEvents.applied(record.key(), LastEventRepository.ADOPTIONS, eventId);
                InputMapper.adopted(decision)
                        .ifPresent(adopted -> effectForwarder.say(record, adopted(adopted, now), now));
            }
            case UNKNOWN -> repositories.stores.evaluateAll(record.key());
        }
    }

    /** Takes it that the machine's row of a key is gone. All others say what is known already. */
    void rowGone(String key) {
        repositories.rowGone(key).ifPresent(repositories.stores::evaluateAll);
    }

    /** Volumes are decided about in the next ticks, some at a time: a host may have many, a change may concern all. */
    void host(HostEvent event) {
        repositories.deleteStates.apply(event);
        HostRepository.Change change = repositories.hosts.apply(event, repositories.stores.index()::has);
        change.stores().forEach(repositories.stores::evaluateAll);
        if (change.everywhere()) {
            repositories.stores.sweeps().ofAll(VolumeSweeps.Kind.ANY_CONCERN);
        }
    }

    void rollout(RolloutEvent event) {
        if (event.getType() == RolloutEventType.FAN_OUT_FINISHED) {
            repositories.changes.fanOutFinished(event.getChangeId(), event.getPartition(), event.getPartitions());
            repositories.stores.sweeps().ofConcern(event.getChangeId());
        }
    }

    void change(Record<String, ?> cause, ChangeEvent event, Instant now) {
        repositories.changes.change(event);
        repositories.stores.sweeps().ofConcern(event.getChangeId());
        event.getPortions()
                .forEach(version ->
                        repositories.stores.sweeps().ofConcern(EvaluationSchedule.portion(version.getPortion())));
        takeDeferred(cause, DEFERRED_AT_ONCE, now);
    }

    /**
     * Goes on with updates that waited for a change which is known now, at most so many.
     *
     * @return how many it took
     */
    int takeDeferred(Record<String, ?> cause, int most, Instant now) {
        Set<String> changes = new HashSet<>();
        int taken = repositories.deferredUpdates.take(repositories.changes::isKnown, most, (store, event) -> {
            changes.add(event.getChangeId());
            effectForwarder.say(cause.withKey(store), counted(store, event, now), now);
        });
        // While some of them waited, no volume was decided about as if all were counted.
        changes.stream()
                .filter(change -> !repositories.deferredUpdates.isWaiting(change))
                .forEach(repositories.stores.sweeps()::ofConcern);
        return taken;
    }

    /** Decides about the next volumes that events concern, at most so many. */
    void sweep(int most, Instant now) {
        for (VolumeSweeps.Swept swept : repositories.stores.sweeps().take(most)) {
            if (repositories.stores.isToEvaluate(swept)) {
                VolumeIndex.Key volume = swept.volume();
                evaluateDue(new EvaluationSchedule.Wake(volume.store(), volume.name()), now);
            }
        }
    }

    /** Decides about a volume whose time has come. */
    void evaluateDue(EvaluationSchedule.Wake wake, Instant now) {
        StoreEffects effects = machine.evaluateDue(wake.store(), wake.volume(), now);
        effectForwarder.say(new Record<>(wake.store(), null, now.toEpochMilli()), effects, now);
    }

    private StoreEffects outcome(AddressedVolumeInput outcome, Instant now) {
        if (outcome.input() instanceof VolumeInput.Observed observed) {
            return observations
                    .confirmed(outcome.volume(), observed)
                    .map(confirmed -> machine.outcome(new AddressedVolumeInput(outcome.volume(), confirmed), now))
                    .orElseGet(() -> machine.notNamed(outcome.volume(), now));
        }
        return machine.outcome(outcome, now);
    }

    private StoreEffects adopted(AddressedVolumeInput outcome, Instant now) {
        Optional<String> refusal = outcome.input() instanceof VolumeInput.Adopted adopted
                ? adoption.refusal(outcome.volume(), adopted.content())
                : Optional.empty();
        return refusal.map(reason -> machine.notAdopted(outcome.volume(), reason, now))
                .orElseGet(() -> machine.outcome(outcome, now));
    }

    private StoreEffects update(String store, UpdateEvent event, Instant now) {
        if (!repositories.changes.isKnown(event.getChangeId())
                || repositories.deferredUpdates.isWaiting(event.getChangeId())) {
            repositories.deferredUpdates.defer(store, event);
            return new StoreEffects();
        }
        return counted(store, event, now);
    }

    private StoreEffects counted(String store, UpdateEvent event, Instant now) {
        return machine.update(store, InputMapper.update(event), now);
    }
}
