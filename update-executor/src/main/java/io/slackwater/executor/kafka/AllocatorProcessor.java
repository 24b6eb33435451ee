package io.slackwater.executor.kafka;

import io.slackwater.executor.budget.Allocator;
import io.slackwater.executor.budget.Lease;
import io.slackwater.executor.budget.Ledger;
import io.slackwater.executor.budget.Limits;
import io.slackwater.executor.budget.Request;
import io.slackwater.executor.stored.BudgetGrant;
import io.slackwater.executor.stored.BudgetLease;
import io.slackwater.executor.stored.BudgetMessage;
import io.slackwater.executor.update.Phase;
import io.slackwater.runtime.replay.Horizon;
import io.slackwater.runtime.replay.ReplayGate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The budget of the whole fleet, in one task. Slots are given at ticks only, some at a time; and none while a replay still tells
 * which are taken.
 */
public final class AllocatorProcessor implements Processor<String, BudgetMessage, String, BudgetGrant> {

    private static final int LOOKED_AT_PER_TICK = 2_000;

    private final Limits limits;
    private final Duration leaseTime;
    private final BrainListener listener;
    private final Horizon horizon;
    private ProcessorContext<String, BudgetGrant> context;
    private KeyValueStore<String, BudgetLease> leases;
    private BudgetQueue queue;
    private Ledger ledger;
    private Allocator allocator;
    private ReplayGate gate;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    public AllocatorProcessor(Limits limits, Duration leaseTime, BrainListener listener, Horizon horizon) {
        this.limits = limits;
        this.leaseTime = leaseTime;
        this.listener = listener;
        this.horizon = horizon;
    }

    @Override
    public void init(ProcessorContext<String, BudgetGrant> processorContext) {
        context = processorContext;
        leases = context.getStateStore(Stores.LEASES);
        queue = new BudgetQueue(context);
        ledger = new Ledger(limits, storedLeases());
        allocator = new Allocator(ledger, leaseTime);
        gate = new ReplayGate(context, Stores.BUDGET_REPLAY, horizon);
        context.schedule(BrainProcessor.TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    @Override
    public void process(Record<String, BudgetMessage> heard) {
        BudgetMessage message = heard.value();
        Request request = BudgetQueue.request(message);
        Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
        switch (message.getType()) {
            case Emission.ASK -> asked(message, request, now);
            case Emission.DECLINE -> {
                queue.remove(request.updateId());
                allocator.declined(request);
            }
            default -> {
                Phase phase = Phase.valueOf(message.getType());
                allocator.heard(request, phase, now);
                if (phase.isFinal()) {
                    queue.remove(request.updateId());
                }
            }
        }
        keep(request.updateId());
    }

    private void asked(BudgetMessage message, Request request, Instant now) {
        switch (allocator.asked(request, now)) {
            case QUEUE -> queue.put(message);
            case OFFER_AGAIN -> ledger.lease(request.updateId()).ifPresent(this::forward);
            case IGNORE -> {
                // It has what it asks for, and the log says so.
            }
        }
    }

    private void tick(long nowMillis) {
        if (!gate.isOpen()) {
            return;
        }
        Instant now = Instant.ofEpochMilli(nowMillis);
        for (Lease over : ledger.over(now)) {
            ledger.free(over.request().updateId());
            keep(over.request().updateId());
        }
        queue.offer(request -> offer(request, now), ledger::isFull, LOOKED_AT_PER_TICK);
        listener.budget(ledger.inFlight(), ledger.awaitingStart(), queue.size());
    }

    private boolean offer(Request request, Instant now) {
        return allocator
                .offer(request, now)
                .map(lease -> {
                    keep(request.updateId());
                    forward(lease);
                    return true;
                })
                .orElse(false);
    }

    private void forward(Lease lease) {
        Request request = lease.request();
        BudgetGrant grant = new BudgetGrant(request.updateId(), request.attempt(), lease.until());
        context.forward(new Record<>(request.vmId(), grant, context.currentSystemTimeMs()));
    }

    private void keep(String updateId) {
        ledger.lease(updateId)
                .ifPresentOrElse(lease -> leases.put(updateId, stored(lease)), () -> leases.delete(updateId));
    }

    private List<Lease> storedLeases() {
        List<Lease> all = new ArrayList<>();
        try (KeyValueIterator<String, BudgetLease> stored = leases.all()) {
            stored.forEachRemaining(entry -> all.add(restored(entry.value)));
        }
        return all;
    }

    private static BudgetLease stored(Lease lease) {
        Request request = lease.request();
        return new BudgetLease(
                request.updateId(),
                request.attempt(),
                request.vmId(),
                request.hostId(),
                lease.hold().name(),
                lease.until());
    }

    private static Lease restored(BudgetLease stored) {
        Request request = new Request(stored.getUpdateId(), stored.getAttempt(), stored.getVmId(), stored.getHostId());
        return new Lease(request, Lease.Hold.valueOf(stored.getHold()), stored.getUntil());
    }
}
