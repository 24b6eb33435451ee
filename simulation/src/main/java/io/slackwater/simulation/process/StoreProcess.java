package io.slackwater.simulation.process;

import io.slackwater.domain.storage.volume.ReclaimRules;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.simulation.Environment;
import io.slackwater.simulation.log.Entry;
import io.slackwater.simulation.streams.TaskStores;
import io.slackwater.streams.replay.Horizon;
import io.slackwater.topology.storage.processor.StoreInput;
import io.slackwater.topology.storage.processor.StoreOutput;
import io.slackwater.topology.storage.state.CompoundKeys;
import io.slackwater.topology.storage.state.StorageStateStores;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** The machine of the stores of one partition. */
public final class StoreProcess extends StreamProcess {

    private static final String SERVICE = "storage-reclaimer";
    private static final List<String> COMPARED = List.of(
            StorageStateStores.VOLUMES,
            StorageStateStores.MOVES,
            StorageStateStores.HOLDINGS,
            StorageStateStores.REFERENCES,
            StorageStateStores.HOSTS,
            StorageStateStores.STORE_HOSTS,
            StorageStateStores.FORMER_HOSTS,
            StorageStateStores.NEVER_SYNCED,
            StorageStateStores.CONTACT_SINCE,
            StorageStateStores.MARKERS,
            StorageStateStores.MARKERS_READ,
            StorageStateStores.LISTINGS,
            StorageStateStores.CHANGES,
            StorageStateStores.FAN_OUTS,
            StorageStateStores.PARKED,
            StorageStateStores.CONCERNED,
            StorageStateStores.HEARD,
            StorageStateStores.BRAKES,
            StorageStateStores.ACTIVATIONS);

    private final int partition;
    private final ReclaimRules rules;
    private final Partitions partitions;
    private final TaskStores unexplainedStores = new TaskStores();
    private @Nullable StoreTask task;
    private @Nullable StoreTask unexplained;

    /** Makes the part and lets it read what it needs. */
    StoreProcess(int partition, ReclaimRules rules, Partitions partitions, Environment environment) {
        super("stores-" + partition, partition, environment);
        this.partition = partition;
        this.rules = rules;
        this.partitions = partitions;
        for (String topic : StoreTask.TOPICS) {
            environment.log().subscribe(name(), topic, this::read);
        }
    }

    @Override
    void beginTask() {
        task = new StoreTask(rules, Horizon.REACHED, context((key, output) -> say(key, output.value())));
        unexplained = new StoreTask(rules, Horizon.REACHED, context(unexplainedStores, output -> {}));
    }

    /** Takes what concerns a store from a partition of the VMs. */
    void concern(int from, Record<String, StoreInput> record) {
        deliver(StoreTask.lane(from, record), () -> {
            if (task != null && unexplained != null) {
                task.hear(record);
                unexplained.hear(record);
            }
        });
    }

    /** Whether it has nothing to read, and nothing to decide by now. */
    public boolean isIdle() {
        String now = CompoundKeys.time(environment().clock().instant());
        return isUp()
                && inbox().isEmpty()
                && stores().store(StorageStateStores.SWEEPS).rows().isEmpty()
                && stores().store(StorageStateStores.WAKES).rows().values().stream()
                        .flatMap(times -> CompoundKeys.parts(String.valueOf(times)).stream())
                        .allMatch(time -> time.compareTo(now) > 0);
    }

    /** Returns the rows of a machine that decides by the same log without blockers and reasons, and whose decisions have no effect. */
    public Map<String, Object> unexplained() {
        return rows(unexplainedStores);
    }

    /** Returns the rows that are the same after a replay, without what they explain. */
    public Map<String, Object> rows() {
        return rows(stores());
    }

    /** Returns what the rows would be if the log were read into empty tasks, in some order that it allows. */
    public Map<String, Object> rebuilt(Random random) {
        return rows(new StoreReplay(partition, rules, partitions, environment()).run(random));
    }

    private static Map<String, Object> rows(TaskStores stores) {
        Map<String, Object> rows = new TreeMap<>();
        for (String store : COMPARED) {
            stores.store(store).rows().forEach((key, value) -> rows.put(store + " " + key.replace('\0', '/'), value));
        }
        return Explanations.without(rows);
    }

    private void read(Entry entry) {
        if (StoreTask.store(entry).map(partitions::ofStore).orElse(partition) == partition) {
            deliver(StoreTask.lane(entry), () -> {
                if (task != null && unexplained != null) {
                    task.hear(entry);
                    unexplained.hear(Explanations.without(entry));
                }
            });
        }
    }

    private void say(String key, StoreOutput output) {
        output.accept(new OutputHandler(key)).run();
    }

    /** Writes each output to its topic. */
    private final class OutputHandler implements StoreOutput.Visitor<Runnable> {

        private final String key;

        OutputHandler(String key) {
            this.key = key;
        }

        @Override
        public Runnable event(StoreOutput.Event event) {
            return () -> environment().log().append(Topics.STORAGE.name(), key, event.event(), SERVICE);
        }

        @Override
        public Runnable stateRow(StoreOutput.StateRow stateRow) {
            return () -> stateRow.state()
                    .ifPresent(row -> environment().log().append(Topics.STORAGE_STATE.name(), key, row, SERVICE));
        }

        @Override
        public Runnable command(StoreOutput.Command command) {
            return () -> environment().log().append(Topics.STORAGE_COMMANDS.name(), key, command.command(), SERVICE);
        }
    }
}
