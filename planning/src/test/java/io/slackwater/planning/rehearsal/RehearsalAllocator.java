package io.slackwater.planning.rehearsal;

import io.slackwater.domain.budget.Allocator;
import io.slackwater.domain.budget.BudgetLimits;
import io.slackwater.domain.budget.BudgetScope;
import io.slackwater.domain.budget.Lease;
import io.slackwater.domain.budget.LeaseLedger;
import io.slackwater.domain.budget.LeaseRequest;
import io.slackwater.domain.budget.UpdateStatus;
import io.slackwater.domain.policy.rollout.RolloutRules;
import io.slackwater.domain.rollout.RolloutFact;
import io.slackwater.domain.rollout.Rollouts;
import io.slackwater.domain.update.Phase;
import io.slackwater.planning.forecast.EventQueue;
import io.slackwater.planning.forecast.RememberedMembers;
import io.slackwater.planning.forecast.RequestQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The executor's allocator at work: it hears, and gives slots at its next tick. */
final class RehearsalAllocator {

    private static final Duration MESSAGE = Duration.ofMillis(200);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Allocator.LeaseTimes TIMES =
            new Allocator.LeaseTimes(Duration.ofSeconds(60), Duration.ofMinutes(30));

    private final EventQueue eventQueue;
    private final Consumer<Lease> offered;
    private final Allocator allocator;
    private final RequestQueue requests;
    private Optional<Instant> servesAt = Optional.empty();

    /** @param offered is told of each slot that was given, a moment later */
    RehearsalAllocator(
            EventQueue eventQueue,
            BudgetLimits budgetLimits,
            Function<String, Optional<RolloutRules>> rules,
            Consumer<Lease> offered) {
        this.eventQueue = eventQueue;
        this.offered = offered;
        this.allocator = new Allocator(
                new LeaseLedger(budgetLimits, rules, List.of()),
                new Rollouts(List.of(), new RememberedMembers(), Optional.empty()),
                rules,
                TIMES);
        this.requests = new RequestQueue(allocator);
    }

    void told(RolloutFact fact) {
        allocator.applyRolloutFact(fact);
    }

    void asked(LeaseRequest leaseRequest) {
        if (allocator.receiveRequest(leaseRequest, eventQueue.now()) == Allocator.Intake.QUEUE) {
            requests.add(leaseRequest);
        }
        serveSoon();
    }

    void declined(LeaseRequest leaseRequest) {
        requests.remove(leaseRequest);
        allocator.declined(leaseRequest, eventQueue.now());
        requests.moved(leaseRequest);
        serveSoon();
    }

    /** @param scope what the VM belonged to when it asked last */
    void heard(UpdateStatus status, BudgetScope scope) {
        allocator.applyUpdateStatus(status, eventQueue.now());
        allocator.decideRollout(status.update().changeId(), eventQueue.now());
        if (status.phase() != Phase.REQUIRED) {
            requests.moved(status.update().of(scope));
        }
        serveSoon();
    }

    private void serveSoon() {
        serveAt(eventQueue.now().plus(TICK));
    }

    private void serveAt(Instant time) {
        if (servesAt.filter(at -> !time.isBefore(at)).isEmpty()) {
            servesAt = Optional.of(time);
            eventQueue.at(time, this::serve);
        }
    }

    private void serve() {
        if (servesAt.filter(eventQueue.now()::isBefore).isPresent()) {
            return;
        }
        servesAt = Optional.empty();
        allocator.expire(eventQueue.now()).forEach(requests::moved);
        requests.serve(eventQueue.now(), this::give).ifPresent(this::serveAt);
    }

    private void give(Lease lease) {
        eventQueue.at(eventQueue.now().plus(MESSAGE), () -> offered.accept(lease));
        eventQueue.at(lease.until(), this::serveSoon);
    }
}
