package io.slackwater.simulation.process;

import io.slackwater.domain.vm.Vm;
import io.slackwater.executor.stored.BudgetGrant;
import io.slackwater.executor.stored.BudgetMessage;
import io.slackwater.executor.stored.StoredVm;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.simulation.Environment;
import io.slackwater.simulation.log.Entry;
import io.slackwater.simulation.streams.Shuffle;
import io.slackwater.simulation.streams.TaskContext;
import io.slackwater.simulation.streams.TaskStores;
import io.slackwater.streams.replay.Horizon;
import io.slackwater.topology.update.row.VmRowMapper;
import io.slackwater.topology.update.shared.ExecutorSettings;
import io.slackwater.topology.update.shared.ExecutorStateStores;
import io.slackwater.topology.update.vm.VmOutput;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** The executor's topology of one partition of the VMs. */
public final class ExecutorProcess extends StreamProcess {

    static final String SERVICE = "update-executor";

    private static final Set<String> HISTORY = Set.of(Topics.UPDATES.name(), Topics.OUTCOMES.name());

    private final int partition;
    private final Setup setup;
    private final ExecutorSettings settings;
    private final Partitions partitions;
    private final BiConsumer<String, Record<String, BudgetMessage>> budget;
    private @Nullable ExecutorTask task;

    /**
     * What it goes by.
     *
     * @param remembered what it finds of a VM when it begins, by what it had kept
     */
    record Setup(ExecutorSettings settings, Partitions partitions, UnaryOperator<StoredVm> remembered) {}

    /**
     * Makes the part and lets it read what it needs.
     *
     * @param budget takes requests, each with the VM that it is about
     */
    ExecutorProcess(
            int partition,
            Setup setup,
            BiConsumer<String, Record<String, BudgetMessage>> budget,
            Environment environment) {
        super("brain-" + partition, partition, environment);
        this.partition = partition;
        this.setup = setup;
        this.settings = setup.settings();
        this.partitions = setup.partitions();
        this.budget = budget;
        for (String topic : ExecutorTask.TOPICS) {
            environment.log().subscribe(name(), topic, this::read);
        }
    }

    @Override
    void beginTask() {
        stores().<StoredVm>store(ExecutorStateStores.VMS).rows().replaceAll((id, kept) -> setup.remembered()
                .apply(kept));
        task = new ExecutorTask(
                settings,
                Horizon.REACHED,
                context((key, nothing) -> {}),
                context((key, output) -> say(key, output.value())));
    }

    /** Takes what the budget offers. */
    void offered(Record<String, BudgetGrant> grant) {
        deliver("grants/" + grant.key(), () -> task().offered(grant));
    }

    /**
     * What is known.
     *
     * @param vms by VM
     * @param volumes the rows of the volumes
     */
    public record Known(Map<String, Vm> vms, Map<String, Object> volumes) {}

    /** Returns what is known. */
    public Known known() {
        return known(stores());
    }

    /** Returns what would be known if the log, without what it explains, were folded into an empty topology, in some order that it allows. */
    public Known refolded(Random random) {
        return refolded(random, entry -> true);
    }

    /**
     * Returns the same of a log that lost the oldest events of updates and outcomes: of each VM those that are older than some row of
     * it in the state topic.
     */
    public Known refoldedWithoutHistory(Random random) {
        Map<String, Long> lost = new HashMap<>();
        environment().log().of(Topics.UPDATE_STATE.name()).stream()
                .filter(row -> random.nextBoolean())
                .forEach(row -> lost.put(row.key(), row.offset()));
        return refolded(
                random,
                entry -> !HISTORY.contains(entry.topic())
                        || entry.offset() > lost.getOrDefault(ExecutorTask.subject(entry), -1L));
    }

    private Known refolded(Random random, Predicate<Entry> isLeft) {
        TaskStores empty = new TaskStores();
        ExecutorTask fresh = new ExecutorTask(
                settings,
                () -> false,
                new TaskContext<>(empty, partition, environment().clock(), record -> {}),
                new TaskContext<>(empty, partition, environment().clock(), record -> {}));
        Shuffle<Entry> shuffle = new Shuffle<>(random);
        for (String topic : ExecutorTask.TOPICS) {
            environment().log().of(topic).stream()
                    .filter(this::isConcerned)
                    .filter(isLeft)
                    .forEach(entry -> shuffle.add(lane(entry), entry));
        }
        shuffle.drain(entry -> fresh.hear(Explanations.without(entry)));
        return known(empty);
    }

    private static Known known(TaskStores stores) {
        Map<String, Vm> vms = new TreeMap<>();
        stores.<StoredVm>store(ExecutorStateStores.VMS)
                .rows()
                .forEach((id, stored) -> vms.put(id, VmRowMapper.restore(stored)));
        return new Known(
                vms,
                new TreeMap<>(stores.<Object>store(ExecutorStateStores.VOLUMES).rows()));
    }

    private void read(Entry entry) {
        if (isConcerned(entry)) {
            deliver(lane(entry), () -> task().hear(entry));
        }
    }

    private boolean isConcerned(Entry entry) {
        return ExecutorTask.isForAll(entry) || partitions.ofVm(ExecutorTask.subject(entry)) == partition;
    }

    private static String lane(Entry entry) {
        return entry.topic() + "/" + ExecutorTask.subject(entry);
    }

    private void say(String key, VmOutput output) {
        output.accept(new OutputHandler(key)).run();
    }

    private void ask(String key, BudgetMessage message) {
        environment().trace().say(() -> "ask   " + message);
        budget.accept(key, new Record<>(key, message, environment().clock().millis()));
    }

    private ExecutorTask task() {
        if (task == null) {
            throw new IllegalStateException(name() + " was never started");
        }
        return task;
    }

    /** Passes each output on. */
    private final class OutputHandler implements VmOutput.Visitor<Runnable> {

        private final String key;

        OutputHandler(String key) {
            this.key = key;
        }

        @Override
        public Runnable publishEvent(VmOutput.PublishEvent publishEvent) {
            return () -> environment().log().append(Topics.UPDATES.name(), key, publishEvent.event(), SERVICE);
        }

        @Override
        public Runnable issueCommand(VmOutput.IssueCommand issueCommand) {
            return () -> environment().log().append(Topics.COMMANDS.name(), key, issueCommand.command(), SERVICE);
        }

        @Override
        public Runnable leaseMessage(VmOutput.LeaseMessage leaseMessage) {
            return () -> ask(key, leaseMessage.message());
        }

        @Override
        public Runnable stateRow(VmOutput.StateRow stateRow) {
            return () -> stateRow.row()
                    .ifPresent(row -> environment().log().append(Topics.UPDATE_STATE.name(), key, row, SERVICE));
        }
    }
}
