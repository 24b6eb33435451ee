package io.slackwater.reclaimer.kafka;

import io.slackwater.reclaimer.store.Brakes;
import io.slackwater.reclaimer.store.Effects;
import io.slackwater.reclaimer.store.Outcome;
import io.slackwater.reclaimer.store.StoreMachine;
import io.slackwater.reclaimer.volume.VolumeInput;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.HeldRows;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.RolloutEventType;
import io.slackwater.schemas.StorageDecision;
import io.slackwater.schemas.StorageOutcome;
import io.slackwater.schemas.UpdateEvent;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;

/** What the machine makes of what it hears, once it is up to date. */
final class Hearing {

    private final Books books;
    private final StoreMachine machine;
    private final Brakes brakes;
    private final Telling telling;
    private final AdoptionCheck adoption;
    private final ObservationCheck observations;

    Hearing(Books books, StoreMachine machine, Brakes brakes, Telling telling, ObservationCheck observations) {
        this.books = books;
        this.machine = machine;
        this.brakes = brakes;
        this.telling = telling;
        this.observations = observations;
        this.adoption = new AdoptionCheck(books.rollouts, books.rows);
    }

    /** Takes what a VM refers to in the store that is the record's key. */
    void references(Record<String, HeldRows> heard, Instant now) {
        HeldRows rows = heard.value();
        Effects effects = machine.references(heard.key(), rows.getHolder(), ReferenceRows.held(rows), now);
        telling.say(heard, effects, now);
    }

    /** Takes a phase of an update that concerns the store that is the record's key. */
    void update(Record<String, UpdateEvent> heard, String eventId, Instant now) {
        books.heard.heard(heard.key(), heard.value().getVmId(), eventId);
        telling.say(heard, update(heard.key(), heard.value(), now), now);
    }

    /** Takes what a hand or a watcher said of the store that is the record's key. */
    void outcome(Record<String, StorageOutcome> heard, String eventId, Instant now) {
        books.heard.heard(heard.key(), HeardBook.OUTCOMES, eventId);
        heard.value().getCount().map(WireInputs::count).ifPresent(count -> brakes.seen(heard.key(), count, now));
        Effects effects = WireInputs.outcome(heard.value())
                .map(known -> outcome(known, now))
                .orElseGet(Effects::new);
        telling.say(heard, effects, now);
    }

    /** Takes what a person decided about the store that is the record's key. */
    void decision(Record<String, StorageDecision> heard, String eventId, Instant now) {
        StorageDecision decision = heard.value();
        books.decisions.decided(decision);
        switch (decision.getType()) {
            case HELD, RELEASED -> {
                wake(new WakeBook.Wake(heard.key(), decision.getVolume().orElse("")), now);
                if (DecisionBook.isOfNotUnderstood(decision)) {
                    books.rows.wakeAll(heard.key());
                }
            }
            case HOSTS_CONFIRMED, FIRST_DELETE_SEEN, DELETE_CONSENTED, LOG_ACCEPTED -> books.rows.wakeAll(heard.key());
            case USE_RELEASED -> {
                String vmId = decision.getVmId().orElse("");
                Instant vanishedAt = decision.getVanishedAt().orElse(Instant.EPOCH);
                telling.say(heard, machine.released(heard.key(), vmId, vanishedAt, now), now);
                books.rows.wakeAll(heard.key());
            }
            case FROZEN, UNFROZEN -> books.rows.wakeDue();
            case ADOPTED -> {
                books.heard.heard(heard.key(), HeardBook.ADOPTIONS, eventId);
                WireInputs.adopted(decision).ifPresent(adopted -> telling.say(heard, adopted(adopted, now), now));
            }
            case UNKNOWN -> books.rows.wakeAll(heard.key());
        }
    }

    /** Takes it that the machine's row of a key is gone. All others say what is known already. */
    void rowGone(String key) {
        books.rowGone(key).ifPresent(books.rows::wakeAll);
    }

    /** Volumes are decided about in the next ticks, some at a time: a host may have many, a change may concern all. */
    void host(HostEvent event) {
        books.brakes.apply(event);
        HostBook.Change change = books.hosts.apply(event);
        change.stores().forEach(books.rows::wakeAll);
        if (change.everywhere()) {
            books.wakes.concernedByAny();
        }
    }

    void rollout(RolloutEvent event) {
        if (event.getType() == RolloutEventType.FAN_OUT_FINISHED) {
            books.rollouts.fanOutFinished(event.getChangeId(), event.getPartition(), event.getPartitions());
            books.wakes.concernedBy(event.getChangeId());
        }
    }

    void change(Record<String, ?> cause, ChangeEvent event, Instant now) {
        books.rollouts.change(event);
        books.wakes.concernedBy(event.getChangeId());
        event.getPortions().forEach(version -> books.wakes.concernedBy(WakeBook.portion(version.getPortion())));
        takeParked(cause, event.getChangeId(), now);
    }

    /** Goes on with the updates that waited for a change which is known now. */
    void takeParked(Record<String, ?> cause, String changeId, Instant now) {
        books.parked.take(
                changeId, (store, event) -> telling.say(cause.withKey(store), update(store, event, now), now));
    }

    /** Decides about a volume whose time has come. */
    void wake(WakeBook.Wake wake, Instant now) {
        Effects effects = machine.wake(wake.store(), wake.volume(), now);
        telling.say(new Record<>(wake.store(), null, now.toEpochMilli()), effects, now);
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
        if (!books.rollouts.isKnown(event.getChangeId())) {
            books.parked.park(store, event);
            return new Effects();
        }
        return machine.update(store, WireInputs.update(event), now);
    }
}
