package io.slackwater.simulation.process;

import io.slackwater.domain.match.OpenedUpdates;
import io.slackwater.domain.match.PublishedChange;
import io.slackwater.domain.match.VmMatchState;
import io.slackwater.domain.match.VmPlacements;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.simulation.Environment;
import io.slackwater.simulation.log.Entry;
import io.slackwater.simulation.streams.MapStore;
import io.slackwater.simulation.streams.Shuffle;
import io.slackwater.simulation.streams.TaskContext;
import io.slackwater.simulation.streams.TaskStores;
import io.slackwater.simulation.time.VirtualClock;
import io.slackwater.streams.replay.Horizon;
import io.slackwater.topology.match.MatchInput;
import io.slackwater.topology.match.MatchNames;
import io.slackwater.topology.match.MatchOutput;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The matching topology of one partition of the VMs. */
public final class MatchingProcess extends StreamProcess {

    private static final String SERVICE = "vm-inventory";
    private static final long TICK_MILLIS = 1_000;

    private final int partition;
    private final Partitions partitions;
    private @Nullable MatchingTask task;
    private boolean speaks;

    /** Makes the part and lets it read what it needs. */
    MatchingProcess(int partition, Partitions partitions, Environment environment) {
        super("matching-" + partition, partition, environment);
        this.partition = partition;
        this.partitions = partitions;
        for (String topic : MatchingTask.TOPICS) {
            environment.log().subscribe(name(), topic, this::read);
        }
    }

    @Override
    void beginTask() {
        task = new MatchingTask(partitions, Horizon.REACHED, context((key, output) -> say(key, output.value())));
    }

    /** Whether it has nothing to read and no VMs to scan. */
    public boolean isIdle() {
        return isUp()
                && inbox().isEmpty()
                && stores().store(MatchNames.WORK).rows().isEmpty();
    }

    /** Returns the rows of the VMs and of all that is broadcast. */
    public Map<String, Object> rows() {
        return rows(stores());
    }

    /** Returns what the rows would be if the log were read into an empty task, in some order that it allows. */
    public Map<String, Object> rebuilt(Random random) {
        TaskStores empty = new TaskStores();
        VirtualClock clock = environment().clock().copy();
        AtomicBoolean isReached = new AtomicBoolean();
        Map<String, Object> said = new TreeMap<>();
        TaskContext<String, MatchOutput> context = new TaskContext<>(
                empty, partition, clock, record -> said.put("said " + record.key(), String.valueOf(record.value())));
        MatchingTask fresh = new MatchingTask(partitions, isReached::get, context);
        Shuffle<Entry> shuffle = new Shuffle<>(random);
        for (String topic : MatchingTask.TOPICS) {
            environment().log().of(topic).stream()
                    .filter(this::isConcerned)
                    .forEach(entry -> shuffle.add(lane(entry), entry));
        }
        shuffle.drain(entry -> fresh.hear(Explanations.without(entry)));
        isReached.set(true);
        do {
            clock.pass(TICK_MILLIS);
            context.tick();
        } while (!empty.store(MatchNames.WORK).rows().isEmpty());
        forgetAsAfterAuditPeriod(empty);
        said.putAll(rows(empty));
        return said;
    }

    /**
     * A VM that no host has is forgotten when the executor forgets it. Its events left the log by then, which this log never does: a
     * replay of it would know them again.
     */
    private void forgetAsAfterAuditPeriod(TaskStores replayed) {
        Map<String, MatchInput> kept = new HashMap<>();
        environment().log().of(Topics.UPDATE_STATE.name()).forEach(entry -> MatchingTask.meaning(entry)
                .ifPresent(row -> kept.put(entry.key(), row)));
        MapStore<VmMatchState> before = stores().store(MatchNames.VMS);
        MapStore<VmMatchState> after = replayed.store(MatchNames.VMS);
        kept.forEach((vmId, row) -> {
            VmMatchState known = after.get(vmId);
            boolean isForgotten =
                    row.equals(new MatchInput.UpdatesKept(OpenedUpdates.Restored.NOTHING)) && before.get(vmId) == null;
            if (isForgotten && known != null && known.vm().equals(VmPlacements.ABSENT)) {
                after.delete(vmId);
            }
        });
    }

    private static Map<String, Object> rows(TaskStores stores) {
        Map<String, Object> rows = new TreeMap<>();
        for (String store : MatchNames.STORES) {
            if (!store.equals(MatchNames.REPLAY)) {
                stores.store(store).rows().forEach((key, value) -> comparable(value)
                        .ifPresent(comparable -> rows.put(store + " " + key, comparable)));
            }
        }
        return rows;
    }

    /**
     * The numbers of changes only order them: a task that had dropped some numbers further ones otherwise. The updates of a VM are
     * in no order; and a VM that is over is forgotten, but not in the middle of a replay.
     */
    private static Optional<Object> comparable(Object value) {
        if (value instanceof VmMatchState known) {
            return known.isOver()
                    ? Optional.empty()
                    : Optional.of(
                            Map.entry(known.vm(), Set.copyOf(known.opened().updates())));
        }
        return Optional.of(value instanceof PublishedChange change ? change.targets() : value);
    }

    private boolean isConcerned(Entry entry) {
        return MatchingTask.isForAll(entry) || partitions.ofVm(MatchingTask.subject(entry)) == partition;
    }

    private static String lane(Entry entry) {
        return entry.topic() + "/" + MatchingTask.subject(entry);
    }

    /** What this task itself wrote, it leaves out; what another did before it, it does not. */
    private void read(Entry entry) {
        MatchingTask writer = speaks ? task : null;
        if (isConcerned(entry) && MatchingTask.meaning(entry).isPresent()) {
            deliver(lane(entry), () -> {
                if (task != null && task != writer) {
                    task.hear(entry);
                }
            });
        }
    }

    private void say(String key, MatchOutput output) {
        speaks = output instanceof MatchOutput.Opening;
        output.accept(new OutputHandler(key)).run();
        speaks = false;
    }

    /** Writes each output to its topic. */
    private final class OutputHandler implements MatchOutput.Visitor<Runnable> {

        private final String key;

        OutputHandler(String key) {
            this.key = key;
        }

        @Override
        public Runnable opening(MatchOutput.Opening opening) {
            return () -> environment().log().append(Topics.UPDATES.name(), key, opening.event(), SERVICE);
        }

        @Override
        public Runnable finishing(MatchOutput.Finishing finishing) {
            return () -> environment().log().append(Topics.ROLLOUTS.name(), key, finishing.event(), SERVICE);
        }
    }
}
