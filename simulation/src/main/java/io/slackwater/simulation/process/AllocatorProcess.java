package io.slackwater.simulation.process;

import io.slackwater.executor.stored.BudgetGrant;
import io.slackwater.executor.stored.BudgetMessage;
import io.slackwater.schemas.PolicyEvent;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.simulation.Environment;
import io.slackwater.simulation.log.Entry;
import io.slackwater.streams.Decoded;
import io.slackwater.streams.replay.Horizon;
import io.slackwater.topology.update.budget.AllocatorInput;
import io.slackwater.topology.update.budget.AllocatorOutput;
import io.slackwater.topology.update.budget.AllocatorProcessor;
import io.slackwater.topology.update.budget.UpdateStatusMapper;
import io.slackwater.topology.update.shared.DecisionListener;
import io.slackwater.topology.update.shared.ExecutorSettings;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** The budget of the whole fleet. */
public final class AllocatorProcess extends StreamProcess {

    private static final String FLEET = "fleet";

    private final ExecutorSettings settings;
    private final Consumer<Record<String, BudgetGrant>> offers;
    private @Nullable Processor<String, AllocatorInput, String, AllocatorOutput> allocator;

    /**
     * Makes the part and lets it read what it needs.
     *
     * @param offers takes the slots that are offered, by VM
     */
    AllocatorProcess(ExecutorSettings settings, Consumer<Record<String, BudgetGrant>> offers, Environment environment) {
        super("allocator", 0, environment);
        this.settings = settings;
        this.offers = offers;
        environment.log().subscribe(name(), Topics.UPDATES.name(), this::phase);
        environment.log().subscribe(name(), Topics.ROLLOUTS.name(), this::rollout);
        environment.log().subscribe(name(), Topics.POLICIES.name(), this::policy);
    }

    @Override
    void beginTask() {
        allocator = begin(
                new AllocatorProcessor(settings, DecisionListener.NONE, Horizon.REACHED),
                (key, output) -> say(key, output.value(), output.timestamp()));
    }

    /** Takes a request of a VM's decider. */
    void ask(String vmId, Record<String, BudgetMessage> request) {
        deliver(
                "requests/" + vmId,
                () -> process(new Record<>(FLEET, new AllocatorInput.OfUpdate(request.value()), request.timestamp())));
    }

    private void phase(Entry entry) {
        for (BudgetMessage message : UpdateStatusMapper.of(new Decoded.Value<>((UpdateEvent) entry.value()))) {
            deliver("phases/" + entry.key(), () -> process(record(entry, FLEET, new AllocatorInput.OfUpdate(message))));
        }
    }

    private void rollout(Entry entry) {
        AllocatorInput input = new AllocatorInput.OfRollout((RolloutEvent) entry.value());
        deliver("rollouts/" + entry.key(), () -> process(record(entry, FLEET, input)));
    }

    private void policy(Entry entry) {
        AllocatorInput input = new AllocatorInput.OfPolicy((PolicyEvent) entry.value());
        deliver("policies/" + entry.key(), () -> process(record(entry, FLEET, input)));
    }

    private void say(String key, AllocatorOutput output, long at) {
        output.accept(new OutputHandler(key, at)).run();
    }

    private void offer(Record<String, BudgetGrant> grant) {
        environment().trace().say(() -> "offer " + grant.value() + " to " + grant.key());
        offers.accept(grant);
    }

    private void process(Record<String, AllocatorInput> record) {
        if (allocator != null) {
            allocator.process(record);
        }
    }

    /** Passes each output on. */
    private final class OutputHandler implements AllocatorOutput.Visitor<Runnable> {

        private final String key;
        private final long at;

        OutputHandler(String key, long at) {
            this.key = key;
            this.at = at;
        }

        @Override
        public Runnable answered(AllocatorOutput.Answered answered) {
            return () -> offer(new Record<>(key, answered.answer(), at));
        }

        @Override
        public Runnable rolloutDecided(AllocatorOutput.RolloutDecided rolloutDecided) {
            return () -> environment()
                    .log()
                    .append(Topics.ROLLOUTS.name(), key, rolloutDecided.event(), ExecutorProcess.SERVICE);
        }
    }
}
