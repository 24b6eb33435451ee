package io.slackwater.simulation.process;

import io.slackwater.domain.budget.Allocator.LeaseTimes;
import io.slackwater.domain.budget.BudgetLimits;
import io.slackwater.domain.modifiable.Timing;
import io.slackwater.domain.storage.volume.ReclaimRules;
import io.slackwater.domain.update.AttemptLimits;
import io.slackwater.schemas.PolicyEvent;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.StorageCommand;
import io.slackwater.schemas.UpdateCommand;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.simulation.log.Entry;
import io.slackwater.simulation.streams.CountedStores;
import io.slackwater.simulation.streams.TaskContext;
import io.slackwater.simulation.streams.TaskStores;
import io.slackwater.simulation.time.VirtualClock;
import io.slackwater.streams.Decoded;
import io.slackwater.streams.replay.Horizon;
import io.slackwater.topology.match.MatchOutput;
import io.slackwater.topology.storage.processor.StoreInput;
import io.slackwater.topology.storage.processor.StoreOutput;
import io.slackwater.topology.update.budget.AllocatorInput;
import io.slackwater.topology.update.budget.AllocatorOutput;
import io.slackwater.topology.update.budget.AllocatorProcessor;
import io.slackwater.topology.update.budget.UpdateStatusMapper;
import io.slackwater.topology.update.shared.BuiltInPolicy;
import io.slackwater.topology.update.shared.DecisionListener;
import io.slackwater.topology.update.shared.ExecutorSettings;
import io.slackwater.topology.update.shared.ExecutorStateStores;
import io.slackwater.topology.update.vm.VmOutput;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * All topologies of the three services in one task each, with the log between them, and workers that do at once what they are
 * told. Nothing fails, so that what is counted comes of the number of VMs alone.
 */
final class GrowingFleet {

    private static final Partitions PARTITIONS = new Partitions(1, 1);
    private static final BudgetLimits LIMITS = new BudgetLimits(20, 1_000_000, 5);
    private static final Timing TIMING = new Timing(
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            new AttemptLimits(3, 3));
    private static final ReclaimRules RULES = new ReclaimRules(
            Duration.ZERO,
            0,
            false,
            new ReclaimRules.Times(
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(10),
                    Duration.ofSeconds(15),
                    Duration.ofMinutes(8)));
    private static final long TICK_MILLIS = 100;

    private final VirtualClock clock = new VirtualClock();
    private final Deque<Entry> unread = new ArrayDeque<>();
    private final Deque<Runnable> passedOn = new ArrayDeque<>();
    private final Map<String, Long> records = new TreeMap<>();
    private final CountedStores counted =
            new CountedStores(Set.of(ExecutorStateStores.REQUEUED, ExecutorStateStores.WAKING));
    private final List<TaskContext<?, ?>> contexts = new ArrayList<>();
    private final MatchingTask matching;
    private final ExecutorTask executor;
    private final VmUseTask vmUses;
    private final StoreTask stores;
    private final Processor<String, AllocatorInput, String, AllocatorOutput> allocator;
    private final SwiftWorkers workers = new SwiftWorkers(this::append);
    private long offset;

    GrowingFleet() {
        matching = new MatchingTask(
                PARTITIONS,
                Horizon.REACHED,
                context("matching", (String key, MatchOutput output) -> matched(key, output)));
        TaskStores ofExecutor = counted.task("executor");
        ExecutorSettings settings = new ExecutorSettings(
                TIMING,
                LIMITS,
                new LeaseTimes(Duration.ofSeconds(60), Duration.ofMinutes(30)),
                Duration.ofDays(400),
                BuiltInPolicy.of(TIMING, LIMITS));
        executor = new ExecutorTask(
                settings,
                Horizon.REACHED,
                context(ofExecutor, (Void key, Void nothing) -> {}),
                context(ofExecutor, this::decided));
        allocator = new AllocatorProcessor(settings, DecisionListener.NONE, Horizon.REACHED);
        allocator.init(context("allocator", this::allocated));
        vmUses = new VmUseTask(context("vm-uses", this::concerned));
        stores = new StoreTask(RULES, Horizon.REACHED, context("stores", this::stored));
    }

    /** Writes a record to a topic. */
    void append(String topic, String key, SpecificRecord value) {
        records.merge(topic, 1L, Long::sum);
        unread.add(new Entry(offset++, topic, key, value, "test", clock.millis()));
    }

    /** Lets a tick pass, with all that follows at once from what was written. */
    void pass() {
        drain();
        clock.pass(TICK_MILLIS);
        workers.start(clock.instant());
        drain();
        for (TaskContext<?, ?> context : contexts) {
            context.tick();
            drain();
        }
    }

    VirtualClock clock() {
        return clock;
    }

    /** Returns how many records were written, by topic; what a service passes on to itself counts, too. */
    Map<String, Long> records() {
        return records;
    }

    CountedStores counted() {
        return counted;
    }

    SwiftWorkers workers() {
        return workers;
    }

    private void drain() {
        while (!unread.isEmpty() || !passedOn.isEmpty()) {
            if (!passedOn.isEmpty()) {
                passedOn.poll().run();
            } else {
                read(unread.poll());
            }
        }
    }

    private void read(Entry entry) {
        boolean isOpening = entry.value() instanceof UpdateEvent update && update.getOpens();
        if (MatchingTask.TOPICS.contains(entry.topic()) && !isOpening) {
            matching.hear(entry);
        }
        if (ExecutorTask.TOPICS.contains(entry.topic())) {
            executor.hear(entry);
        }
        if (VmUseTask.TOPICS.contains(entry.topic())) {
            vmUses.hear(entry);
        }
        if (StoreTask.TOPICS.contains(entry.topic())) {
            stores.hear(entry);
        }
        allocate(entry);
        if (entry.value() instanceof UpdateCommand command) {
            workers.update(command, clock.instant());
        } else if (entry.value() instanceof StorageCommand command) {
            workers.storage(command, clock.instant());
        }
    }

    private void allocate(Entry entry) {
        if (entry.value() instanceof UpdateEvent event) {
            UpdateStatusMapper.of(new Decoded.Value<>(event))
                    .forEach(message -> allocate(entry, new AllocatorInput.OfUpdate(message)));
        } else if (entry.value() instanceof RolloutEvent event) {
            allocate(entry, new AllocatorInput.OfRollout(event));
        } else if (entry.value() instanceof PolicyEvent event) {
            allocate(entry, new AllocatorInput.OfPolicy(event));
        }
    }

    private void allocate(Entry entry, AllocatorInput input) {
        allocator.process(new Record<>("fleet", input, entry.at(), entry.headers()));
    }

    private void matched(String key, MatchOutput output) {
        if (output instanceof MatchOutput.Opening opening) {
            append(Topics.UPDATES.name(), key, opening.event());
        } else if (output instanceof MatchOutput.Finishing finishing) {
            append(Topics.ROLLOUTS.name(), key, finishing.event());
        }
    }

    private void decided(String key, VmOutput output) {
        if (output instanceof VmOutput.PublishEvent publishEvent) {
            append(Topics.UPDATES.name(), key, publishEvent.event());
        } else if (output instanceof VmOutput.IssueCommand issueCommand) {
            append(Topics.COMMANDS.name(), key, issueCommand.command());
        } else if (output instanceof VmOutput.StateRow stateRow) {
            stateRow.row().ifPresent(row -> append(Topics.UPDATE_STATE.name(), key, row));
        } else if (output instanceof VmOutput.LeaseMessage leaseMessage) {
            passOn(
                    "requests",
                    () -> allocator.process(new Record<>(
                            "fleet", new AllocatorInput.OfUpdate(leaseMessage.message()), clock.millis())));
        }
    }

    private void allocated(String key, AllocatorOutput output) {
        if (output instanceof AllocatorOutput.RolloutDecided rolloutDecided) {
            append(Topics.ROLLOUTS.name(), key, rolloutDecided.event());
        } else if (output instanceof AllocatorOutput.Answered answered) {
            passOn("grants", () -> executor.offered(new Record<>(key, answered.answer(), clock.millis())));
        }
    }

    private void concerned(String store, StoreInput input) {
        passOn("by-store", () -> stores.hear(new Record<>(store, input, clock.millis())));
    }

    private void stored(String key, StoreOutput output) {
        if (output instanceof StoreOutput.Event said) {
            append(Topics.STORAGE.name(), key, said.event());
        } else if (output instanceof StoreOutput.Command command) {
            append(Topics.STORAGE_COMMANDS.name(), key, command.command());
        } else if (output instanceof StoreOutput.StateRow stateRow) {
            stateRow.state().ifPresent(row -> append(Topics.STORAGE_STATE.name(), key, row));
        }
    }

    private void passOn(String topic, Runnable delivery) {
        records.merge(topic, 1L, Long::sum);
        passedOn.add(delivery);
    }

    private <K, O> TaskContext<K, O> context(String task, BiConsumer<K, O> out) {
        return context(counted.task(task), out);
    }

    private <K, O> TaskContext<K, O> context(TaskStores ofTask, BiConsumer<K, O> out) {
        TaskContext<K, O> context =
                new TaskContext<>(ofTask, 0, clock, record -> out.accept(record.key(), record.value()));
        contexts.add(context);
        return context;
    }
}
