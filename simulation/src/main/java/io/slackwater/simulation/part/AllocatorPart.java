package io.slackwater.simulation.part;

import io.slackwater.executor.budget.Limits;
import io.slackwater.executor.kafka.AllocatorProcessor;
import io.slackwater.executor.kafka.BrainListener;
import io.slackwater.executor.kafka.ExecutorTopology;
import io.slackwater.executor.stored.BudgetGrant;
import io.slackwater.executor.stored.BudgetMessage;
import io.slackwater.runtime.replay.Horizon;
import io.slackwater.runtime.streams.Decoded;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.simulation.Environment;
import io.slackwater.simulation.log.Entry;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** The budget of the whole fleet. */
public final class AllocatorPart extends StreamPart {

    private static final String FLEET = "fleet";

    private final Limits limits;
    private final Duration leaseTime;
    private final Consumer<Record<String, BudgetGrant>> offers;
    private @Nullable Processor<String, BudgetMessage, String, BudgetGrant> allocator;

    /**
     * Makes the part and lets it read what it needs.
     *
     * @param offers takes the slots that are offered, by VM
     */
    AllocatorPart(
            Limits limits, Duration leaseTime, Consumer<Record<String, BudgetGrant>> offers, Environment environment) {
        super("allocator", 0, environment);
        this.limits = limits;
        this.leaseTime = leaseTime;
        this.offers = offers;
        environment.log().subscribe(name(), Topics.UPDATES.name(), this::phase);
    }

    @Override
    void beginTask() {
        allocator = begin(
                new AllocatorProcessor(limits, leaseTime, BrainListener.NONE, Horizon.REACHED),
                (key, grant) -> offer(new Record<>(key, grant.value(), grant.timestamp())));
    }

    /** Takes a request of a VM's brain. */
    void ask(String vmId, Record<String, BudgetMessage> request) {
        deliver("requests/" + vmId, () -> process(request.withKey(FLEET)));
    }

    private void phase(Entry entry) {
        for (BudgetMessage message : ExecutorTopology.budgetMessage(new Decoded.Value<>((UpdateEvent) entry.value()))) {
            deliver("phases/" + entry.key(), () -> process(record(entry, FLEET, message)));
        }
    }

    private void offer(Record<String, BudgetGrant> grant) {
        environment().trace().say(() -> "offer " + grant.value() + " to " + grant.key());
        offers.accept(grant);
    }

    private void process(Record<String, BudgetMessage> record) {
        if (allocator != null) {
            allocator.process(record);
        }
    }
}
