package io.slackwater.simulation.process;

import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.simulation.log.Entry;
import io.slackwater.simulation.streams.TaskContext;
import io.slackwater.streams.Decoded;
import io.slackwater.topology.storage.processor.StoreInput;
import io.slackwater.topology.storage.processor.VmUseInput;
import io.slackwater.topology.storage.processor.VmUseProcessor;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;

/** What the reclaimer knows of VMs, on the stores of one task, by what is in the log. */
final class VmUseTask {

    /** The topics that it reads. */
    static final List<String> TOPICS = List.of(Topics.VM_INVENTORY.name(), Topics.UPDATES.name());

    private final Processor<String, VmUseInput, String, StoreInput> uses = new VmUseProcessor();

    /** Begins a task on the stores of its context. */
    VmUseTask(TaskContext<String, StoreInput> context) {
        uses.init(context);
    }

    void hear(Entry entry) {
        if (entry.value() instanceof VmEvent event) {
            hear(entry, new VmUseInput.Inventory(new Decoded.Value<>(event)));
        } else if (entry.value() instanceof UpdateEvent event) {
            hear(entry, new VmUseInput.Phase(new Decoded.Value<>(event)));
        }
    }

    private void hear(Entry entry, VmUseInput input) {
        uses.process(new Record<>(entry.key(), input, entry.at(), entry.headers()));
    }
}
