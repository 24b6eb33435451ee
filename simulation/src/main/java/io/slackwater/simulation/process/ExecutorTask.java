package io.slackwater.simulation.process;

import io.slackwater.executor.stored.BudgetGrant;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.PolicyEvent;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.RolloutEventType;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdateOutcome;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmStateEvent;
import io.slackwater.schemas.VmUpdateState;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.simulation.log.Entry;
import io.slackwater.simulation.streams.TaskContext;
import io.slackwater.streams.Decoded;
import io.slackwater.streams.replay.Horizon;
import io.slackwater.topology.update.shared.CatalogueInput;
import io.slackwater.topology.update.shared.DecisionListener;
import io.slackwater.topology.update.shared.ExecutorSettings;
import io.slackwater.topology.update.vm.CatalogueProcessor;
import io.slackwater.topology.update.vm.LeaseAnswerProcessor;
import io.slackwater.topology.update.vm.VmInput;
import io.slackwater.topology.update.vm.VmOutput;
import io.slackwater.topology.update.vm.VmProcessor;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;

/** The executor's processors on the stores of one task, by what is in the log. */
final class ExecutorTask {

    /** The topics that it reads. */
    static final List<String> TOPICS = List.of(
            Topics.VM_INVENTORY.name(),
            Topics.VM_STATES.name(),
            Topics.UPDATES.name(),
            Topics.UPDATE_STATE.name(),
            Topics.OUTCOMES.name(),
            Topics.HOSTS.name(),
            Topics.STORAGE.name(),
            Topics.CHANGES.name(),
            Topics.POLICIES.name(),
            Topics.ROLLOUTS.name());

    private final Processor<String, CatalogueInput, Void, Void> surroundings;
    private final Processor<String, BudgetGrant, Void, Void> grants = new LeaseAnswerProcessor();
    private final Processor<String, VmInput, String, VmOutput> processor;

    /** Begins a task on the stores that its contexts share. */
    ExecutorTask(
            ExecutorSettings settings,
            Horizon horizon,
            TaskContext<Void, Void> silent,
            TaskContext<String, VmOutput> context) {
        surroundings = new CatalogueProcessor(settings.builtIn());
        processor = new VmProcessor(settings, DecisionListener.NONE, horizon);
        surroundings.init(silent);
        processor.init(context);
        grants.init(silent);
    }

    /** Returns the VM that a record is about; the record's key where it is about none. */
    static String subject(Entry entry) {
        if (entry.value() instanceof RolloutEvent event) {
            return event.getVmId().orElse(entry.key());
        }
        return entry.value() instanceof UpdateOutcome outcome ? outcome.getVmId() : entry.key();
    }

    /** Whether a record concerns every task, not only that of its VM. */
    static boolean isForAll(Entry entry) {
        return entry.value() instanceof HostEvent
                || entry.value() instanceof VolumeEvent
                || entry.value() instanceof ChangeEvent
                || entry.value() instanceof PolicyEvent;
    }

    void hear(Entry entry) {
        if (entry.value() instanceof VmEvent event) {
            tell(entry, new VmInput.Inventory(new Decoded.Value<>(event)));
        } else if (entry.value() instanceof VmStateEvent event) {
            tell(entry, new VmInput.State(new Decoded.Value<>(event)));
        } else if (entry.value() instanceof UpdateEvent event) {
            tell(entry, new VmInput.Updates(new Decoded.Value<>(event)));
        } else if (entry.value() instanceof VmUpdateState row) {
            tell(entry, new VmInput.StateRow(new Decoded.Value<>(row)));
        } else if (entry.value() instanceof UpdateOutcome outcome) {
            tell(entry, new VmInput.Outcome(outcome));
        } else if (entry.value() instanceof HostEvent event) {
            surround(entry, new CatalogueInput.OfHost(event));
        } else if (entry.value() instanceof VolumeEvent event) {
            surround(entry, new CatalogueInput.OfVolume(event));
        } else if (entry.value() instanceof ChangeEvent event) {
            surround(entry, new CatalogueInput.OfChange(event));
        } else if (entry.value() instanceof PolicyEvent event) {
            surround(entry, new CatalogueInput.OfPolicy(event));
        } else if (entry.value() instanceof RolloutEvent event && event.getType() == RolloutEventType.RETRY) {
            tell(entry, new VmInput.Retry(event));
        }
    }

    void offered(Record<String, BudgetGrant> grant) {
        grants.process(grant);
    }

    private void tell(Entry entry, VmInput input) {
        processor.process(new Record<>(subject(entry), input, entry.at(), entry.headers()));
    }

    private void surround(Entry entry, CatalogueInput input) {
        surroundings.process(new Record<>(entry.key(), input, entry.at(), entry.headers()));
    }
}
