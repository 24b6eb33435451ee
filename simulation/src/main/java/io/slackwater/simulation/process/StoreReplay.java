package io.slackwater.simulation.process;

import io.slackwater.domain.storage.volume.ReclaimRules;
import io.slackwater.simulation.Environment;
import io.slackwater.simulation.log.Entry;
import io.slackwater.simulation.streams.Shuffle;
import io.slackwater.simulation.streams.TaskContext;
import io.slackwater.simulation.streams.TaskStores;
import io.slackwater.simulation.time.VirtualClock;
import io.slackwater.topology.storage.processor.StoreInput;
import io.slackwater.topology.storage.processor.StoreOutput;
import io.slackwater.topology.storage.state.StorageStateStores;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.streams.processor.api.Record;

/** Rebuilds the machine of the stores of one partition from the log, on the side. */
final class StoreReplay {

    private static final long TICK_MILLIS = 1_000;

    private final int partition;
    private final ReclaimRules rules;
    private final Partitions partitions;
    private final Environment environment;
    private final TaskStores stores = new TaskStores();

    StoreReplay(int partition, ReclaimRules rules, Partitions partitions, Environment environment) {
        this.partition = partition;
        this.rules = rules;
        this.partitions = partitions;
        this.environment = environment;
    }

    /** Returns the state stores of a machine that read all of the log, in some order that it allows. */
    TaskStores run(Random random) {
        VirtualClock clock = environment.clock().copy();
        AtomicBoolean isReached = new AtomicBoolean();
        TaskContext<String, StoreOutput> context = new TaskContext<>(stores, partition, clock, record -> {});
        StoreTask machine = new StoreTask(rules, isReached::get, context);
        Shuffle<Runnable> shuffle = new Shuffle<>(random);
        List<VmUseTask> uses = new ArrayList<>();
        for (int from = 0; from < partitions.ofVms(); from++) {
            uses.add(uses(from, machine, shuffle));
        }
        for (String topic : VmUseTask.TOPICS) {
            for (Entry entry : environment.log().of(topic)) {
                VmUseTask task = uses.get(partitions.ofVm(entry.key()));
                shuffle.add("vms/" + entry.topic() + "/" + entry.key(), () -> task.hear(Explanations.without(entry)));
            }
        }
        for (String topic : StoreTask.TOPICS) {
            environment.log().of(topic).stream()
                    .filter(this::isConcerned)
                    .forEach(entry ->
                            shuffle.add(StoreTask.lane(entry), () -> machine.hear(Explanations.without(entry))));
        }
        shuffle.drain(Runnable::run);
        isReached.set(true);
        do {
            clock.pass(TICK_MILLIS);
            context.tick();
        } while (!isOver());
        return stores;
    }

    private VmUseTask uses(int from, StoreTask machine, Shuffle<Runnable> shuffle) {
        return new VmUseTask(
                new TaskContext<String, StoreInput>(new TaskStores(), from, environment.clock(), record -> {
                    if (partitions.ofStore(record.key()) == partition) {
                        Record<String, StoreInput> concern =
                                new Record<>(record.key(), record.value(), record.timestamp(), record.headers());
                        shuffle.add(StoreTask.lane(from, concern), () -> machine.hear(concern));
                    }
                }));
    }

    private boolean isOver() {
        return stores.store(StorageStateStores.POSTPONED_REFERENCES).rows().isEmpty()
                && stores.store(StorageStateStores.POSTPONED_UPDATES).rows().isEmpty()
                && stores.store(StorageStateStores.POSTPONED_OUTCOMES).rows().isEmpty();
    }

    private boolean isConcerned(Entry entry) {
        return StoreTask.store(entry).map(partitions::ofStore).orElse(partition) == partition;
    }
}
