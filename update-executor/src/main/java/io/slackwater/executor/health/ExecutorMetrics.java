package io.slackwater.executor.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.slackwater.domain.update.CommandType;
import io.slackwater.domain.update.UpdatePhaseEvent;
import io.slackwater.domain.update.decision.Effect;
import io.slackwater.streams.logging.LogKeys;
import io.slackwater.topology.update.shared.DecisionListener;
import io.slackwater.worker.update.UpdateWorker;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Counts and logs what is decided and done. */
@Singleton
public final class ExecutorMetrics implements DecisionListener {

    private static final Logger LOG = Logger.getLogger(ExecutorMetrics.class);

    private final MeterRegistry registry;
    private final AtomicLong inFlight;
    private final AtomicLong awaitingStart;
    private final AtomicLong queued;

    ExecutorMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.inFlight = registry.gauge("slackwater.updates.in.flight", new AtomicLong());
        this.awaitingStart = registry.gauge("slackwater.updates.awaiting.start", new AtomicLong());
        this.queued = registry.gauge("slackwater.updates.awaiting.budget", new AtomicLong());
    }

    /** Shows how many commands wait for their turn. */
    public void watch(UpdateWorker worker) {
        Gauge.builder("slackwater.lane.depth", worker, UpdateWorker::waiting).register(registry);
    }

    @Override
    public void emitted(Effect effect) {
        effect.accept(new Counting()).run();
    }

    @Override
    public void budget(int nowInFlight, int nowAwaitingStart, long nowQueued) {
        inFlight.set(nowInFlight);
        awaitingStart.set(nowAwaitingStart);
        queued.set(nowQueued);
    }

    /** A command was answered that long after its receipt. */
    public void answered(String type, String status, Duration after) {
        registry.timer("slackwater.commands", "type", word(type), "outcome", word(status))
                .record(after);
    }

    private void issued(CommandType type) {
        registry.counter("slackwater.commands.issued", "type", word(type.name()))
                .increment();
    }

    @SuppressWarnings("try") // the scope is there to be closed
    private void said(UpdatePhaseEvent event) {
        registry.counter("slackwater.updates", "phase", word(event.phase().name()))
                .increment();
        try (LogKeys.Scope keys = LogKeys.with(Map.of(
                LogKeys.CHANGE, event.key().changeId(),
                LogKeys.UPDATE, event.key().updateId(),
                LogKeys.VM, event.key().vmId(),
                LogKeys.HOST, event.hostId()))) {
            LOG.infof(
                    "Update is %s %s%s",
                    event.phase(),
                    event.reason().orElse(""),
                    event.blockers().isEmpty()
                            ? ""
                            : event.blockers().stream()
                                    .map(blocker -> blocker.code().name())
                                    .toList());
        }
    }

    private static String word(String constant) {
        return constant.toLowerCase(Locale.ROOT);
    }

    /** Counts each effect; what asks the budget shows in the budget's gauges. */
    private final class Counting implements Effect.Visitor<Runnable> {

        @Override
        public Runnable publishEvent(Effect.PublishEvent publishEvent) {
            return () -> said(publishEvent.event());
        }

        @Override
        public Runnable issueCommand(Effect.IssueCommand issueCommand) {
            return () -> issued(issueCommand.type());
        }

        @Override
        public Runnable requestLease(Effect.RequestLease requestLease) {
            return () -> {};
        }

        @Override
        public Runnable returnLease(Effect.ReturnLease returnLease) {
            return () -> {};
        }
    }
}
