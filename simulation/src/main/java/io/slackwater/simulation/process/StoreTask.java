package io.slackwater.simulation.process;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.slackwater.domain.storage.volume.ReclaimRules;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.StorageDecision;
import io.slackwater.schemas.StorageOutcome;
import io.slackwater.schemas.StorageState;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.simulation.log.Entry;
import io.slackwater.simulation.streams.TaskContext;
import io.slackwater.streams.replay.Horizon;
import io.slackwater.topology.storage.processor.StorageMetrics;
import io.slackwater.topology.storage.processor.StoreInput;
import io.slackwater.topology.storage.processor.StoreOutput;
import io.slackwater.topology.storage.processor.StoreProcessor;
import io.slackwater.topology.storage.processor.StoreProcessorSettings;
import io.slackwater.topology.storage.state.StateTopicBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;

/** The store machine on the stores of one task, by what is in the log and what the VMs' tasks pass on. */
final class StoreTask {

    /** The topics that it reads, apart from what the VMs' tasks pass on. */
    static final List<String> TOPICS = List.of(
            Topics.STORAGE_OUTCOMES.name(),
            Topics.STORAGE_STATE.name(),
            Topics.STORAGE_DECISIONS.name(),
            Topics.HOSTS.name(),
            Topics.ROLLOUTS.name(),
            Topics.CHANGES.name());

    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration AUDIT_PERIOD = Duration.ofDays(400);

    private final Processor<String, StoreInput, String, StoreOutput> machine;

    /** Begins a task on the stores of its context. */
    StoreTask(ReclaimRules rules, Horizon horizon, TaskContext<String, StoreOutput> context) {
        // A registry of no registries counts nothing.
        StorageMetrics metrics = new StorageMetrics(new CompositeMeterRegistry());
        machine = new StoreProcessor(
                new StoreProcessorSettings(rules, TICK, AUDIT_PERIOD, metrics, horizon, "simulated", Services.RULES));
        machine.init(context);
    }

    /** Returns the store that a record is about; empty where it concerns every task. */
    static Optional<String> store(Entry entry) {
        if (entry.value() instanceof StorageState) {
            return Optional.of(StateTopicBuffer.storeOf(entry.key()));
        }
        // Deletes are frozen in all stores.
        return entry.value() instanceof StorageOutcome ? Optional.of(entry.key()) : Optional.empty();
    }

    /** Returns the lane in which a record comes in its order. Rows come in the order of their partition. */
    static String lane(Entry entry) {
        return entry.value() instanceof StorageState ? entry.topic() : entry.topic() + "/" + entry.key();
    }

    /** Returns the lane of what a partition of the VMs passes on; references and phases overtake each other. */
    static String lane(int from, Record<String, StoreInput> record) {
        String kind = record.value() instanceof StoreInput.References ? "references" : "phases";
        return kind + "/" + record.key() + "/" + from;
    }

    void hear(Entry entry) {
        if (entry.value() instanceof StorageOutcome outcome) {
            hear(entry, new StoreInput.Outcome(outcome));
        } else if (entry.value() instanceof StorageState state) {
            hear(entry, new StoreInput.StateRow(state));
        } else if (entry.value() instanceof StorageDecision decision) {
            hear(entry, new StoreInput.Decided(decision));
        } else if (entry.value() instanceof HostEvent event) {
            hear(entry, new StoreInput.Host(event));
        } else if (entry.value() instanceof RolloutEvent event) {
            hear(entry, new StoreInput.Rollout(event));
        } else if (entry.value() instanceof ChangeEvent event) {
            hear(entry, new StoreInput.Change(event));
        }
    }

    void hear(Record<String, StoreInput> record) {
        machine.process(record);
    }

    private void hear(Entry entry, StoreInput input) {
        machine.process(new Record<>(entry.key(), input, entry.at(), entry.headers()));
    }
}
