package io.slackwater.reclaimer.kafka;

import io.slackwater.reclaimer.kafka.WakeBook.Wake;
import io.slackwater.reclaimer.rows.HeldRows;
import io.slackwater.reclaimer.store.Effects;
import io.slackwater.reclaimer.store.StoreMachine;
import io.slackwater.reclaimer.volume.Command;
import io.slackwater.reclaimer.volume.StorageEvent;
import io.slackwater.reclaimer.volume.VolumeDecider;
import io.slackwater.runtime.logging.LogKeys;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.RolloutEventType;
import io.slackwater.schemas.StorageOutcome;
import io.slackwater.schemas.UpdateEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jboss.logging.Logger;

/** Runs the store machine over the state stores of a task, by what it hears and by the clock. */
final class StoreProcessor extends ContextualProcessor<String, StoreInput, String, StoreOutput> {

    /** So many volumes are decided about per tick: a tick fits into a transaction whatever is due. */
    private static final int WAKES_PER_TICK = 500;

    private static final Logger LOG = Logger.getLogger(StoreProcessor.class);

    private final MachineSettings settings;
    private StoreMachine machine;
    private RowBook book;
    private HostBook hosts;
    private WakeBook wakes;
    private ParkedUpdates parked;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    StoreProcessor(MachineSettings settings) {
        this.settings = settings;
    }

    @Override
    public void init(ProcessorContext<String, StoreOutput> context) {
        super.init(context);
        hosts = new HostBook(
                context.getStateStore(StateStores.HOSTS),
                context.getStateStore(StateStores.STORE_HOSTS),
                context.getStateStore(StateStores.NEVER_SYNCED));
        wakes = new WakeBook(context.getStateStore(StateStores.WAKES), context.getStateStore(StateStores.CONCERNED));
        parked = new ParkedUpdates(context.getStateStore(StateStores.PARKED));
        book = new RowBook(context, hosts, wakes);
        machine = new StoreMachine(book, new VolumeDecider(settings.rules()));
        VolumeCensus census = new VolumeCensus(
                context.getStateStore(StateStores.VOLUMES),
                settings.meters(),
                context.taskId().partition());
        context.schedule(VolumeCensus.INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> census.take());
        context.schedule(settings.tick(), PunctuationType.WALL_CLOCK_TIME, now -> tick(Instant.ofEpochMilli(now)));
    }

    @Override
    public void process(Record<String, StoreInput> record) {
        Instant now = Instant.ofEpochMilli(context().currentSystemTimeMs());
        StoreInput input = record.value();
        if (input instanceof StoreInput.References references) {
            HeldRows rows = references.rows();
            say(record, machine.references(record.key(), rows.getHolder(), ReferenceRows.held(rows), now), now);
        } else if (input instanceof StoreInput.Phase phase) {
            say(record, phase(record.key(), phase.event(), now), now);
        } else if (input instanceof StoreInput.Said said) {
            say(record, said(said.outcome(), now), now);
        } else if (input instanceof StoreInput.Host host) {
            host(host.event());
        } else if (input instanceof StoreInput.Rollout rollout) {
            rollout(rollout.event());
        } else if (input instanceof StoreInput.Change change) {
            change(record, change.event(), now);
        }
    }

    private Effects phase(String store, UpdateEvent event, Instant now) {
        if (!book.isKnown(event.getChangeId())) {
            parked.park(store, event);
            return new Effects();
        }
        return machine.update(store, WireInputs.update(event), now);
    }

    private Effects said(StorageOutcome outcome, Instant now) {
        return WireInputs.outcome(outcome)
                .map(known -> machine.outcome(known, now))
                .orElseGet(Effects::new);
    }

    /** Volumes are decided about in the next ticks, some at a time: a host may have many, a change may concern all. */
    private void host(HostEvent event) {
        HostBook.Change change = hosts.apply(event);
        change.stores().forEach(book::wakeAll);
        if (change.everywhere()) {
            wakes.concernedByAny();
        }
    }

    private void rollout(RolloutEvent event) {
        if (event.getType() == RolloutEventType.FAN_OUT_FINISHED) {
            book.fanOutFinished(event.getChangeId(), event.getPartition(), event.getPartitions());
            wakes.concernedBy(event.getChangeId());
        }
    }

    private void change(Record<String, StoreInput> record, ChangeEvent event, Instant now) {
        book.change(event);
        wakes.concernedBy(event.getChangeId());
        parked.take(
                event.getChangeId(),
                (store, update) ->
                        say(record.withKey(store), machine.update(store, WireInputs.update(update), now), now));
    }

    private void tick(Instant now) {
        for (Wake wake : wakes.take(now, WAKES_PER_TICK)) {
            Effects effects = machine.wake(wake.store(), wake.volume(), now);
            say(new Record<>(wake.store(), null, now.toEpochMilli()), effects, now);
        }
    }

    private void say(Record<String, ?> cause, Effects effects, Instant now) {
        for (StorageEvent event : effects.events()) {
            settings.meters().told(event);
            log(event);
            forward(cause, event.volume().ref().store(), new StoreOutput.Event(WireOutputs.event(event, now)));
        }
        Duration lifetime = settings.rules().times().commandLifetime();
        for (Command command : effects.commands()) {
            forward(
                    cause,
                    command.volume().store(),
                    new StoreOutput.Order(WireOutputs.command(command, lifetime, now)));
        }
    }

    private static void log(StorageEvent event) {
        LogKeys.Scope keys = LogKeys.with(Map.of(
                LogKeys.STORE, event.volume().ref().store(),
                LogKeys.VOLUME, event.volume().ref().name()));
        try {
            LOG.infof("Volume %s %s", event.step(), reasons(event));
        } finally {
            keys.close();
        }
    }

    private static List<String> reasons(StorageEvent event) {
        return event.blockers().stream()
                .map(blocker -> blocker.code() + " " + blocker.subject())
                .toList();
    }

    private void forward(Record<String, ?> cause, String store, StoreOutput output) {
        context().forward(cause.withKey(store).withValue(output));
    }
}
