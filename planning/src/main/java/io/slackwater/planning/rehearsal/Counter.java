package io.slackwater.planning.rehearsal;

import io.slackwater.executor.budget.Affiliation;
import io.slackwater.executor.budget.Allocator;
import io.slackwater.executor.budget.Heard;
import io.slackwater.executor.budget.Lease;
import io.slackwater.executor.budget.Ledger;
import io.slackwater.executor.budget.Limits;
import io.slackwater.executor.budget.Request;
import io.slackwater.executor.policy.RolloutRules;
import io.slackwater.executor.rollout.RolloutFact;
import io.slackwater.executor.rollout.Rollouts;
import io.slackwater.executor.update.Phase;
import io.slackwater.planning.play.Agenda;
import io.slackwater.planning.play.Desk;
import io.slackwater.planning.play.RememberedMembers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The executor's allocator at work: it hears, and gives slots at its next tick. */
final class Counter {

    private static final Duration MESSAGE = Duration.ofMillis(200);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Allocator.LeaseTimes TIMES =
            new Allocator.LeaseTimes(Duration.ofSeconds(60), Duration.ofMinutes(30));

    private final Agenda agenda;
    private final Consumer<Lease> offered;
    private final Allocator allocator;
    private final Desk desk;
    private Optional<Instant> servesAt = Optional.empty();

    /** @param offered is told of each slot that was given, a moment later */
    Counter(Agenda agenda, Limits limits, Function<String, Optional<RolloutRules>> rules, Consumer<Lease> offered) {
        this.agenda = agenda;
        this.offered = offered;
        this.allocator = new Allocator(
                new Ledger(limits, rules, List.of()),
                new Rollouts(List.of(), new RememberedMembers(), Optional.empty()),
                rules,
                TIMES);
        this.desk = new Desk(allocator);
    }

    void told(RolloutFact fact) {
        allocator.told(fact);
    }

    void asked(Request request) {
        if (allocator.asked(request, agenda.now()) == Allocator.Intake.QUEUE) {
            desk.add(request);
        }
        serveSoon();
    }

    void declined(Request request) {
        desk.remove(request);
        allocator.declined(request, agenda.now());
        desk.moved(request);
        serveSoon();
    }

    /** @param affiliation what the VM belonged to when it asked last */
    void heard(Heard heard, Affiliation affiliation) {
        allocator.heard(heard, agenda.now());
        allocator.consequences(heard.update().changeId(), agenda.now());
        if (heard.phase() != Phase.REQUIRED) {
            desk.moved(heard.update().of(affiliation));
        }
        serveSoon();
    }

    private void serveSoon() {
        serveAt(agenda.now().plus(TICK));
    }

    private void serveAt(Instant time) {
        if (servesAt.filter(at -> !time.isBefore(at)).isEmpty()) {
            servesAt = Optional.of(time);
            agenda.at(time, this::serve);
        }
    }

    private void serve() {
        if (servesAt.filter(agenda.now()::isBefore).isPresent()) {
            return;
        }
        servesAt = Optional.empty();
        allocator.expire(agenda.now()).forEach(desk::moved);
        desk.serve(agenda.now(), this::give).ifPresent(this::serveAt);
    }

    private void give(Lease lease) {
        agenda.at(agenda.now().plus(MESSAGE), () -> offered.accept(lease));
        agenda.at(lease.until(), this::serveSoon);
    }
}
