package io.slackwater.topology.storage.processor;

import io.slackwater.domain.storage.store.Brakes;
import io.slackwater.domain.storage.store.Effects;
import io.slackwater.domain.storage.store.Outcome;
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
import io.slackwater.topology.storage.row.ReferenceRowMapper;
import io.slackwater.topology.storage.state.DecisionRepository;
import io.slackwater.topology.storage.state.EvaluationSchedule;
import io.slackwater.topology.storage.state.HostRepository;
import io.slackwater.topology.storage.state.LastEventRepository;
import io.slackwater.topology.storage.state.StoreRepositories;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;

/** What the machine makes of what it hears, once it is up to date. */
final class StoreEventHandler {

    private final StoreRepositories repositories;
    private final StoreMachine machine;
    private final Brakes brakes;
    private final EffectForwarder effectForwarder;
    private final AdoptionCheck adoption;
    private final ObservationCheck observations;

    StoreEventHandler(
            StoreRepositories repositories,
            StoreMachine machine,
            Brakes brakes,
            EffectForwarder effectForwarder,
            ObservationCheck observations) {
        this.repositories = repositories;
        this.machine = machine;
        this.brakes = brakes;
        this.effectForwarder = effectForwarder;
        this.observations = observations;
        this.adoption = new AdoptionCheck(repositories.rollouts, repositories.rows);
    }

    /** Takes what a VM refers to in the store that is the record's key. */
    void references(Record<String, HeldRows> heard, Instant now) {
        HeldRows rows = heard.value();
        Effects effects = machine.references(heard.key(), rows.getHolder(), ReferenceRowMapper.held(rows), now);
        effectForwarder.say(heard, effects, now);
    }

    /** Takes a phase of an update that concerns the store that is the record's key. */
    void update(Record<String, UpdateEvent> heard, String eventId, Instant now) {
        repositories.heard.heard(heard.key(), heard.value().getVmId(), eventId);
        effectForwarder.say(heard, update(heard.key(), heard.value(), now), now);
    }

    /** Takes what a worker or a watcher said of the store that is the record's key. */
    void outcome(Record<String, StorageOutcome> heard, String eventId, Instant now) {
        repositories.heard.heard(heard.key(), LastEventRepository.OUTCOMES, eventId);
        heard.value().getCount().map(InputMapper::count).ifPresent(count -> brakes.seen(heard.key(), count, now));
        Effects effects = InputMapper.outcome(heard.value())
                .map(known -> outcome(known, now))
                .orElseGet(Effects::new);
        effectForwarder.say(heard, effects, now);
    }

    /** Takes what a person decided about the store that is the record's key. */
    void decision(Record<String, StorageDecision> heard, String eventId, Instant now) {
        StorageDecision decision = heard.value();
        repositories.decisions.decided(decision);
        switch (decision.getType()) {
            case HELD, RELEASED -> {
                wake(
                        new EvaluationSchedule.Wake(
                                heard.key(), decision.getVolume().orElse("")),
                        now);
                if (DecisionRepository.isOfNotUnderstood(decision)) {
                    repositories.rows.wakeAll(heard.key());
                }
            }
            case HOSTS_CONFIRMED, FIRST_DELETE_SEEN, DELETE_CONSENTED, LOG_ACCEPTED ->
                repositories.rows.wakeAll(heard.key());
            case USE_RELEASED -> {
                String vmId = decision.getVmId().orElse("");
                Instant vanishedAt = decision.getVanishedAt().orElse(Instant.EPOCH);
                effectForwarder.say(heard, machine.released(heard.key(), vmId, vanishedAt, now), now);
                repositories.rows.wakeAll(heard.key());
            }
            case FROZEN, UNFROZEN -> repositories.rows.wakeDue();
            case ADOPTED -> {
                repositories.heard.heard(heard.key(), LastEventRepository.ADOPTIONS, eventId);
                InputMapper.adopted(decision)
                        .ifPresent(adopted -> effectForwarder.say(heard, adopted(adopted, now), now));
            }
            case UNKNOWN -> repositories.rows.wakeAll(heard.key());
        }
    }

    /** Takes it that the machine's row of a key is gone. All others say what is known already. */
    void rowGone(String key) {
        repositories.rowGone(key).ifPresent(repositories.rows::wakeAll);
    }

    /** Volumes are decided about in the next ticks, some at a time: a host may have many, a change may concern all. */
    void host(HostEvent event) {
        repositories.brakes.apply(event);
        HostRepository.Change change = repositories.hosts.apply(event);
        change.stores().forEach(repositories.rows::wakeAll);
        if (change.everywhere()) {
            repositories.wakes.concernedByAny();
        }
    }

    void rollout(RolloutEvent event) {
        if (event.getType() == RolloutEventType.FAN_OUT_FINISHED) {
            repositories.rollouts.fanOutFinished(event.getChangeId(), event.getPartition(), event.getPartitions());
            repositories.wakes.concernedBy(event.getChangeId());
        }
    }

    void change(Record<String, ?> cause, ChangeEvent event, Instant now) {
        repositories.rollouts.change(event);
        repositories.wakes.concernedBy(event.getChangeId());
        event.getPortions()
                .forEach(version -> repositories.wakes.concernedBy(EvaluationSchedule.portion(version.getPortion())));
        takeParked(cause, event.getChangeId(), now);
    }

    /** Goes on with the updates that waited for a change which is known now. */
    void takeParked(Record<String, ?> cause, String changeId, Instant now) {
        repositories.parked.take(
                changeId, (store, event) -> effectForwarder.say(cause.withKey(store), update(store, event, now), now));
    }

    /** Decides about a volume whose time has come. */
    void wake(EvaluationSchedule.Wake wake, Instant now) {
        Effects effects = machine.wake(wake.store(), wake.volume(), now);
        effectForwarder.say(new Record<>(wake.store(), null, now.toEpochMilli()), effects, now);
    }

    private Effects outcome(Outcome outcome, Instant now) {
        if (outcome.input() instanceof VolumeInput.Observed observed) {
            return observations
                    .confirmed(outcome.volume(), observed)
                    .map(confirmed -> machine.outcome(new Outcome(outcome.volume(), confirmed), now))
                    .orElseGet(() -> machine.notNamed(outcome.volume(), now));
        }
        return machine.outcome(outcome, now);
    }

    private Effects adopted(Outcome outcome, Instant now) {
        Optional<String> refusal = outcome.input() instanceof VolumeInput.Adopted adopted
                ? adoption.refusal(outcome.volume(), adopted.content())
                : Optional.empty();
        return refusal.map(reason -> machine.notAdopted(outcome.volume(), reason, now))
                .orElseGet(() -> machine.outcome(outcome, now));
    }

    private Effects update(String store, UpdateEvent event, Instant now) {
        if (!repositories.rollouts.isKnown(event.getChangeId())) {
            repositories.parked.park(store, event);
            return new Effects();
        }
        return machine.update(store, InputMapper.update(event), now);
    }
}
