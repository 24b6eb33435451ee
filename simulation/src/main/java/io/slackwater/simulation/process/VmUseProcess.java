package io.slackwater.simulation.process;

import io.slackwater.simulation.Environment;
import io.slackwater.simulation.log.Entry;
import io.slackwater.topology.storage.processor.StoreInput;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** What the reclaimer knows of the VMs of one partition. */
public final class VmUseProcess extends StreamProcess {

    private final int partition;
    private final Partitions partitions;
    private final BiConsumer<Integer, Record<String, StoreInput>> stores;
    private @Nullable VmUseTask task;

    /**
     * Makes the part and lets it read what it needs.
     *
     * @param stores takes what concerns a store, with the partition of the VMs that it comes from
     */
    VmUseProcess(
            int partition,
            Partitions partitions,
            BiConsumer<Integer, Record<String, StoreInput>> stores,
            Environment environment) {
        super("vm-uses-" + partition, partition, environment);
        this.partition = partition;
        this.partitions = partitions;
        this.stores = stores;
        for (String topic : VmUseTask.TOPICS) {
            environment.log().subscribe(name(), topic, this::read);
        }
    }

    @Override
    void beginTask() {
        task = new VmUseTask(context((store, input) ->
                stores.accept(partition, new Record<>(store, input.value(), input.timestamp(), input.headers()))));
    }

    private void read(Entry entry) {
        if (partitions.ofVm(entry.key()) == partition) {
            deliver(entry.topic() + "/" + entry.key(), () -> {
                if (task != null) {
                    task.hear(entry);
                }
            });
        }
    }
}
