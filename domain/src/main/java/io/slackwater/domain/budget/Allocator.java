package io.slackwater.domain.budget;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.budget.Lease.State;
import io.slackwater.domain.budget.LeaseLedger.Exhausted;
import io.slackwater.domain.policy.rollout.RolloutRules;
import io.slackwater.domain.rollout.GateDecision;
import io.slackwater.domain.rollout.MemberState;
import io.slackwater.domain.rollout.RolloutFact;
import io.slackwater.domain.rollout.RolloutMember;
import io.slackwater.domain.rollout.Rollouts;
import io.slackwater.domain.rollout.Wave;
import io.slackwater.domain.rollout.WaveGate;
import io.slackwater.domain.update.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Offers and refuses leases over all changes, within the budgets. It hears requests from the VMs' deciders, and from
 * the log what became of the updates; the two may overtake each other, so each message carries the update's attempt and
 * may come twice.
 */
public final class Allocator {

    private final LeaseLedger leaseLedger;
    private final Rollouts rollouts;
    private final Function<String, Optional<RolloutRules>> rules;
    private final LeaseTimes times;
    private final WaitingRequests waiting = new WaitingRequests();

    /** When an obstacle may be gone though nothing happens: one entry per gate at most. */
    private final Map<Obstacle, Instant> askAgainAt = new HashMap<>();

    /**
     * Decides by a ledger and the rollouts, which it changes.
     *
     * @param rules a policy's rules by its name; empty where there is none of that name, and for VMs that no policy concerns
     */
    public Allocator(
            LeaseLedger leaseLedger,
            Rollouts rollouts,
            Function<String, Optional<RolloutRules>> rules,
            LeaseTimes times) {
        this.leaseLedger = leaseLedger;
        this.rollouts = rollouts;
        this.rules = rules;
        this.times = times;
    }

    /**
     * How long leases are kept.
     *
     * @param offered until when an offer may be used; it is taken back after as long again, for that it was used is heard late
     * @param inFlight for one of which nobody says whether it was applied
     */
    public record LeaseTimes(Duration offered, Duration inFlight) {}

    /** Returns the requests that wait. What is heard here wakes those of them that may go by now. */
    public WaitingRequests waiting() {
        return waiting;
    }

    /** Counts all leases by the policies as they are now, and has all that wait offered again. */
    public void policiesChanged() {
        leaseLedger.recount();
        waiting.wakeAll();
    }

    /** What to do with a request. */
    public enum Intake {
        /** Put it at the queue's end, unless it is in the queue. */
        QUEUE,
        /** It has what it asks for, or it is an old one that came late. */
        IGNORE
    }

    /** Takes a request in. A later one means that the one before gave its lease back, or was forgotten by its decider. */
    public Intake receiveRequest(LeaseRequest leaseRequest, Instant now) {
        Optional<Lease> lease = leaseLedger.lease(leaseRequest.updateId());
        if (lease.isEmpty()) {
            return Intake.QUEUE;
        }
        boolean isUsed =
                lease.get().state() != State.OFFERED && lease.get().request().attempt() == leaseRequest.attempt();
        if (isUsed || !leaseRequest.key().isLaterThan(lease.get().request().key())) {
            return Intake.IGNORE;
        }
        giveBack(lease.get(), now);
        wake(leaseRequest.changeId());
        return Intake.QUEUE;
    }

    /** Takes an offer back that its update does not want; what is used already stays, and so does what a later ask was offered. */
    public void declined(LeaseRequest leaseRequest, Instant now) {
        leaseLedger
                .lease(leaseRequest.updateId())
                .filter(lease -> lease.state() == State.OFFERED)
                .filter(lease -> lease.request().key().equals(leaseRequest.key()))
                .ifPresent(lease -> {
                    giveBack(lease, now);
                    wake(leaseRequest.changeId());
                });
    }

    /**
     * Hears what became of an update. A failed one keeps its lease until it is rolled back: a fleet on which everything fails comes to
     * a stop by itself. What follows for its rollout, {@link #decideRollout} says.
     */
    public void applyUpdateStatus(UpdateStatus status, Instant now) {
        Optional<Lease> lease = leaseLedger.lease(status.update().updateId());
        boolean isOld = lease.filter(
                        held -> held.request().attempt() > status.update().attempt())
                .isPresent();
        if (isOld && !status.phase().isFinal()) {
            return;
        }
        // The log repeats what a VM belongs to only where its update was admitted.
        LeaseRequest update = lease.filter(held -> status.wave() == 0)
                .map(held -> status.update().of(held.request().scope()))
                .orElse(status.update());
        int wave = status.wave() == 0 ? lease.map(Lease::wave).orElse(0) : status.wave();
        move(status, update, wave, now);
        remember(status, update, wave);
        wake(update.changeId());
    }

    /** Hears what was said of a rollout, also what was decided here before. */
    public void applyRolloutFact(RolloutFact fact) {
        rollouts.fold(fact);
        waiting.wakeAll(fact.changeId());
    }

    /** Decides what follows for a rollout from what was heard: a second time, nothing. */
    public List<RolloutFact> decideRollout(String changeId, Instant now) {
        List<RolloutFact> facts = new ArrayList<>();
        for (String policy :
                rollouts.of(changeId).policyWaves().keySet().stream().sorted().toList()) {
            WaveGate.pauseFact(rollouts.of(changeId), policy, rules.apply(policy), now)
                    .ifPresent(fact -> decide(fact, facts));
        }
        WaveGate.finishFact(rollouts.of(changeId), now).ifPresent(fact -> decide(fact, facts));
        return facts;
    }

    private void decide(RolloutFact fact, List<RolloutFact> facts) {
        rollouts.fold(fact);
        facts.add(fact);
    }

    /** Offers a lease, or says what stands against it. */
    public AllocationResult offer(LeaseRequest leaseRequest, Instant now) {
        String policy = leaseRequest.scope().policy();
        GateDecision gateDecision = WaveGate.decide(
                rollouts.freeze(), rollouts.of(leaseRequest.changeId()), policy, rules.apply(policy), now);
        if (gateDecision instanceof GateDecision.Refused refused) {
            refused.facts().forEach(rollouts::fold);
            return refused(refused, leaseRequest);
        }
        Optional<Exhausted> exhausted = leaseLedger.exhausted(leaseRequest);
        if (exhausted.isPresent()) {
            return new AllocationResult.Refused(
                    LeaseBlockers.exhausted(exhausted.get(), now),
                    new Obstacle.NoRoom(
                            exhausted.get().budget(), exhausted.get().limit()),
                    Optional.empty(),
                    List.of());
        }
        GateDecision.Joins joins = (GateDecision.Joins) gateDecision;
        joins.facts().forEach(rollouts::fold);
        Lease lease = new Lease(leaseRequest, State.OFFERED, joins.wave(), now.plus(times.offered()));
        leaseLedger.take(lease);
        rollouts.moved(member(leaseRequest).in(policy, joins.wave(), MemberState.OFFERED), now);
        return new AllocationResult.Offered(lease, joins.facts());
    }

    private AllocationResult refused(GateDecision.Refused refused, LeaseRequest leaseRequest) {
        Blocker blocker = refused.blocker();
        Obstacle gate = new Obstacle.Gate(
                leaseRequest.changeId(), leaseRequest.scope().policy(), blocker.code(), blocker.subject());
        refused.until().ifPresent(until -> askAgainAt.put(gate, until));
        return new AllocationResult.Refused(
                LeaseBlockers.awaiting(blocker, undecided(leaseRequest)), gate, refused.until(), refused.facts());
    }

    /** Returns the VMs that the next wave of a request's rollout and policy waits for, the first of them. */
    private List<String> undecided(LeaseRequest leaseRequest) {
        int latest = rollouts.of(leaseRequest.changeId())
                .policyWaves(leaseRequest.scope().policy())
                .latest()
                .map(Wave::number)
                .orElse(0);
        return leaseLedger.undecided(leaseRequest, latest);
    }

    /**
     * Takes back what was not used in time, and does not wait any more for what nobody says anything of. Wakes the requests for which
     * the time has come to ask again.
     *
     * @return the requests whose leases changed
     */
    public List<LeaseRequest> expire(Instant now) {
        List<LeaseRequest> changed = new ArrayList<>();
        // A decider that used its offer in the last moment is heard later.
        Instant unused = now.minus(times.offered());
        for (Lease lease : leaseLedger.expired(now)) {
            boolean isOffer = lease.state() == State.OFFERED;
            if (isOffer && !lease.isOver(unused)) {
                continue;
            }
            changed.add(lease.request());
            if (isOffer) {
                giveBack(lease, now);
            } else {
                leaseLedger.take(lease.withState(State.OVERDUE, lease.until()));
                rollouts.moved(member(lease.request()).withState(MemberState.OVERDUE), now);
            }
        }
        changed.forEach(leaseRequest -> wake(leaseRequest.changeId()));
        wakeWhatIsDue(now);
        return changed;
    }

    private void wakeWhatIsDue(Instant now) {
        askAgainAt.entrySet().removeIf(entry -> {
            boolean isDue = !now.isBefore(entry.getValue());
            if (isDue) {
                waiting.wake(entry.getKey());
            }
            return isDue;
        });
    }

    /** Wakes whom a move of an update may let go: by the gates of its rollout, or by a place that it freed. */
    private void wake(String changeId) {
        waiting.wakeGates(changeId);
        leaseLedger.takeFreed().forEach(waiting::wake);
    }

    private void move(UpdateStatus status, LeaseRequest update, int wave, Instant now) {
        switch (status.phase()) {
            case GRANTED -> leaseLedger.take(new Lease(update, State.IN_FLIGHT, wave, now.plus(times.inFlight())));
            case APPLIED ->
                leaseLedger.take(
                        new Lease(update, status.hostUnreachable() ? State.OVERDUE : State.AWAITING_START, wave, now));
            case RELEASED, VERIFIED, ROLLED_BACK, SUPERSEDED, WITHDRAWN, NOT_NEEDED ->
                leaseLedger.free(update.updateId());
            case FAILED ->
                leaseLedger.lease(update.updateId()).ifPresent(lease -> failed(lease, status.hostUnreachable(), now));
            case UNKNOWN, REQUIRED -> {
                // Neither takes nor gives back a lease.
            }
        }
    }

    private void failed(Lease lease, boolean isAway, Instant now) {
        if (isAway) {
            leaseLedger.take(lease.withState(State.OVERDUE, now));
        } else if (lease.state() == State.OVERDUE) {
            leaseLedger.take(lease.withState(State.AWAITING_START, now));
        }
    }

    private void remember(UpdateStatus status, LeaseRequest update, int wave) {
        RolloutMember known = member(update);
        MemberState state = status.phase() == Phase.APPLIED && status.hostUnreachable()
                ? MemberState.OVERDUE
                : MemberState.of(status.phase());
        String policy = update.scope().policy().isEmpty()
                ? known.policy()
                : update.scope().policy();
        RolloutMember after = state == MemberState.WAITING
                ? RolloutMember.waiting(update.updateId(), update.changeId(), policy, status.blockers())
                : known.in(policy, wave == 0 ? known.wave() : wave, state)
                        .heldBy(state == MemberState.FAILED ? status.blockers() : Set.of());
        rollouts.moved(after, status.verifiedBy(), status.at());
    }

    private void giveBack(Lease lease, Instant now) {
        leaseLedger.free(lease.request().updateId());
        RolloutMember member = member(lease.request());
        rollouts.moved(
                RolloutMember.waiting(member.updateId(), member.changeId(), member.policy(), member.blockers()), now);
    }

    private RolloutMember member(LeaseRequest leaseRequest) {
        return rollouts.member(leaseRequest.updateId())
                .orElseGet(() -> RolloutMember.waiting(
                        leaseRequest.updateId(),
                        leaseRequest.changeId(),
                        leaseRequest.scope().policy(),
                        Set.of()));
    }
}
