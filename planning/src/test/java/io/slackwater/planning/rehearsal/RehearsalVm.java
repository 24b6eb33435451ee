package io.slackwater.planning.rehearsal;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.budget.BudgetScope;
import io.slackwater.domain.budget.Lease;
import io.slackwater.domain.budget.LeaseRequest;
import io.slackwater.domain.budget.LeaseRequestKey;
import io.slackwater.domain.budget.UpdateStatus;
import io.slackwater.domain.modifiable.DecisionContext;
import io.slackwater.domain.update.Admission;
import io.slackwater.domain.update.CommandType;
import io.slackwater.domain.update.Phase;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.update.UpdateKey;
import io.slackwater.domain.update.UpdatePhaseEvent;
import io.slackwater.domain.update.decision.Effect;
import io.slackwater.domain.update.decision.VmDecider;
import io.slackwater.domain.update.decision.VmDecision;
import io.slackwater.domain.vm.PowerState;
import io.slackwater.domain.vm.RunState;
import io.slackwater.domain.vm.Vm;
import io.slackwater.planning.forecast.EventQueue;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One VM of a rehearsal, with its owner and its decider. */
final class RehearsalVm {

    private final OwnedVm owned;
    private final RehearsalContext rehearsalContext;
    private final EventQueue eventQueue;
    private Vm vm;
    private long starts;
    private BudgetScope asked = BudgetScope.NONE;
    private Optional<Instant> wakesAt = Optional.empty();

    RehearsalVm(OwnedVm owned, Vm vm, RehearsalContext rehearsalContext) {
        this.owned = owned;
        this.rehearsalContext = rehearsalContext;
        this.eventQueue = rehearsalContext.agenda();
        this.vm = vm;
    }

    /** Decides for the first time, and goes through the owner's life until an end. */
    void live(Instant end) {
        decide();
        awaitOwner(end);
    }

    private void awaitOwner(Instant end) {
        Instant next = owned.stretch().until();
        if (next.isBefore(end)) {
            eventQueue.at(next, () -> {
                owned.goOn();
                powered();
                awaitOwner(end);
            });
        }
    }

    private void powered() {
        boolean isOff = owned.stretch().isOff();
        starts += isOff ? 0 : 1;
        vm = vm.powered(
                owned.host(),
                new PowerState(
                        isOff ? RunState.SHUTOFF : RunState.RUNNING,
                        isOff ? "SHUTDOWN" : "BOOTED",
                        false,
                        1_000_000 + starts,
                        eventQueue.now(),
                        eventQueue.now()));
        decide();
    }

    void offered(Lease lease) {
        BudgetScope scope = lease.request().scope();
        vm = vm.offered(
                lease.request().updateId(),
                lease.request().key().at().orElseThrow(),
                lease.until(),
                Admission.of(scope.policy(), lease.wave(), scope.labels()));
        decide();
    }

    private void decide() {
        if (vm.updates().isEmpty()) {
            return;
        }
        VmDecision decision = VmDecider.decide(
                new DecisionContext(vm, rehearsalContext.known(), rehearsalContext.timing(), eventQueue.now()));
        vm = decision.vm();
        decision.effects().forEach(effect -> effect.accept(new Doing()).run());
        decision.requeueAt().ifPresent(this::wakeAt);
    }

    private void wakeAt(Instant time) {
        if (wakesAt.filter(at -> !time.isBefore(at)).isEmpty()) {
            wakesAt = Optional.of(time);
            eventQueue.at(time, () -> {
                if (wakesAt.filter(time::equals).isPresent()) {
                    wakesAt = Optional.empty();
                    decide();
                }
            });
        }
    }

    private void requested(Effect.RequestLease ask) {
        rehearsalContext.diary().modifiable(owned.id(), eventQueue.now());
        asked = affiliation(ask.admission());
        rehearsalContext
                .counter()
                .asked(request(
                        ask.update(), new LeaseRequestKey(ask.attempt(), Optional.of(ask.at())), ask.hostId(), asked));
    }

    private void returned(Effect.ReturnLease decline) {
        LeaseRequestKey declined = new LeaseRequestKey(decline.attempt(), Optional.of(decline.askedAt()));
        rehearsalContext.counter().declined(request(decline.update(), declined, decline.hostId(), asked));
    }

    private void issued(Effect.IssueCommand tell) {
        eventQueue.at(eventQueue.now().plus(rehearsalContext.workers().takes(tell)), () -> answered(tell));
    }

    private void said(UpdatePhaseEvent event) {
        BudgetScope scope = event.admission().map(RehearsalVm::affiliation).orElse(BudgetScope.NONE);
        int wave = event.admission().map(Admission::wave).orElse(0);
        Set<BlockerCode> blockers = event.blockers().stream().map(Blocker::code).collect(Collectors.toSet());
        LeaseRequest update = request(event.key(), LeaseRequestKey.logged(event.attempt()), event.hostId(), scope);
        rehearsalContext
                .counter()
                .heard(
                        new UpdateStatus(
                                update,
                                event.phase(),
                                wave,
                                blockers,
                                event.hostUnreachable(),
                                event.verifiedBy(),
                                event.at()),
                        asked);
        if (event.phase() == Phase.GRANTED) {
            rehearsalContext
                    .diary()
                    .granted(owned.id(), new ActualResult.Granted(scope.policy(), wave, eventQueue.now()));
        } else if (event.phase() == Phase.VERIFIED) {
            rehearsalContext.diary().verified(owned.id(), eventQueue.now());
        }
    }

    private void answered(Effect.IssueCommand issueCommand) {
        boolean isOff = owned.stretch().isOff();
        boolean isApply = issueCommand.type() == CommandType.APPLY;
        if (isApply && isOff) {
            Update update = issueCommand.update();
            vm.presentPlacements().stream()
                    .flatMap(placement -> placement.definition().stream())
                    .findFirst()
                    .ifPresent(definition -> vm =
                            vm.observed(owned.host(), SimulatedWorker.applied(definition, update, eventQueue.now())));
        }
        vm = vm.answered(issueCommand.update().id(), SimulatedWorker.answer(issueCommand, isApply == isOff), "");
        decide();
    }

    private static LeaseRequest request(
            UpdateKey key, LeaseRequestKey leaseRequestKey, String hostId, BudgetScope scope) {
        return new LeaseRequest(key.updateId(), leaseRequestKey, key.vmId(), hostId, key.changeId(), scope);
    }

    private static BudgetScope affiliation(Admission admission) {
        return new BudgetScope(admission.policy(), admission.labels());
    }

    /** Carries each effect out. */
    private final class Doing implements Effect.Visitor<Runnable> {

        @Override
        public Runnable publishEvent(Effect.PublishEvent publishEvent) {
            return () -> said(publishEvent.event());
        }

        @Override
        public Runnable issueCommand(Effect.IssueCommand issueCommand) {
            return () -> issued(issueCommand);
        }

        @Override
        public Runnable requestLease(Effect.RequestLease requestLease) {
            return () -> requested(requestLease);
        }

        @Override
        public Runnable returnLease(Effect.ReturnLease returnLease) {
            return () -> returned(returnLease);
        }
    }
}
