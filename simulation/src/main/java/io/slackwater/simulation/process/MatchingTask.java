package io.slackwater.simulation.process;

import io.slackwater.domain.match.Supersession;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.RolloutEventType;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmUpdateState;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.simulation.log.Entry;
import io.slackwater.simulation.streams.TaskContext;
import io.slackwater.streams.Decoded;
import io.slackwater.streams.replay.Horizon;
import io.slackwater.topology.match.MatchInput;
import io.slackwater.topology.match.MatchInputs;
import io.slackwater.topology.match.MatchMetrics;
import io.slackwater.topology.match.MatchOutput;
import io.slackwater.topology.match.MatchProcessor;
import io.slackwater.topology.match.MatchSettings;
import io.slackwater.topology.match.ScanRate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;

/** The matching processor on the stores of one task, by what is in the log. */
final class MatchingTask {

    /** The topics that it reads. */
    static final List<String> TOPICS = List.of(
            Topics.VM_INVENTORY.name(),
            Topics.UPDATES.name(),
            Topics.UPDATE_STATE.name(),
            Topics.CHANGES.name(),
            Topics.STORAGE.name(),
            Topics.HOSTS.name(),
            Topics.ROLLOUTS.name());

    private static final int ROWS_PER_TICK = 50;

    private final Processor<String, MatchInput, String, MatchOutput> matching;

    /** Begins a task on the stores of its context. */
    MatchingTask(Partitions partitions, Horizon horizon, TaskContext<String, MatchOutput> context) {
        matching = new MatchProcessor(
                new Supersession(Comparator.comparingInt(Integer::parseInt)),
                new MatchSettings(
                        partitions.ofVms(),
                        ScanRate.of(ROWS_PER_TICK, 1),
                        MatchMetrics.NONE,
                        Stores::inMemoryKeyValueStore,
                        horizon));
        matching.init(context);
    }

    /** Whether a record concerns every task, not only that of its VM. */
    static boolean isForAll(Entry entry) {
        return !(entry.value() instanceof VmEvent
                || entry.value() instanceof UpdateEvent
                || entry.value() instanceof VmUpdateState
                || isRetry(entry));
    }

    /** Returns the VM that a record is about; the record's key where it is about none. */
    static String subject(Entry entry) {
        return isRetry(entry) ? ((RolloutEvent) entry.value()).getVmId().orElseThrow() : entry.key();
    }

    private static boolean isRetry(Entry entry) {
        return entry.value() instanceof RolloutEvent event && event.getType() == RolloutEventType.RETRY;
    }

    /** Returns what a record means to it; empty where it does not matter. */
    static Optional<MatchInput> meaning(Entry entry) {
        if (entry.value() instanceof VmEvent event) {
            return MatchInputs.ofVm(new Decoded.Value<>(event));
        } else if (entry.value() instanceof UpdateEvent event) {
            return MatchInputs.ofUpdate(event);
        } else if (entry.value() instanceof VmUpdateState row) {
            return MatchInputs.ofRow(new Decoded.Value<>(row));
        } else if (entry.value() instanceof ChangeEvent event) {
            return MatchInputs.ofChange(event);
        } else if (entry.value() instanceof VolumeEvent event) {
            return MatchInputs.ofVolume(event);
        } else if (entry.value() instanceof HostEvent event) {
            return MatchInputs.ofHost(event);
        }
        if (entry.value() instanceof RolloutEvent event) {
            return isRetry(entry) ? MatchInputs.ofRetry(event) : MatchInputs.ofRollout(event);
        }
        return Optional.empty();
    }

    void hear(Entry entry) {
        meaning(entry)
                .ifPresent(input -> matching.process(new Record<>(subject(entry), input, entry.at(), entry.headers())));
    }
}
