package io.slackwater.domain.budget;

import io.slackwater.domain.budget.Allocator.LeaseTimes;
import io.slackwater.domain.policy.rollout.RolloutRules;
import io.slackwater.domain.rollout.MemberRepository;
import io.slackwater.domain.rollout.Rollout;
import io.slackwater.domain.rollout.RolloutCondition;
import io.slackwater.domain.rollout.RolloutFact;
import io.slackwater.domain.rollout.RolloutMember;
import io.slackwater.domain.rollout.Rollouts;
import io.slackwater.domain.update.Phase;
import io.slackwater.domain.update.VerifiedBy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An allocator with a clock, policies and updates that tests push about. */
final class Fleet {

    static final String CHANGE = "change-1";

    /** The first attempt, asked for once. */
    static final LeaseRequestKey ASK = new LeaseRequestKey(1, Optional.of(Instant.parse("2026-03-01T12:00:00Z")));

    private final Map<String, RolloutRules> policies = new HashMap<>();
    private final Map<String, RolloutMember> remembered = new HashMap<>();
    private final MemberRepository members = new MemberRepository() {
        @Override
        public Optional<RolloutMember> find(String updateId) {
            return Optional.ofNullable(remembered.get(updateId));
        }

        @Override
        public void keep(RolloutMember member) {
            remembered.put(member.updateId(), member);
        }
    };

    final LeaseLedger leaseLedger;
    final Rollouts rollouts = new Rollouts(List.of(), members, Optional.empty());
    final Allocator allocator;

    /** What the allocator decided about rollouts, in order. */
    final List<RolloutFact> facts = new ArrayList<>();

    Instant now = Instant.parse("2026-03-01T12:00:00Z");

    Fleet(BudgetLimits budgetLimits) {
        leaseLedger = new LeaseLedger(budgetLimits, this::rules, List.of());
        allocator = new Allocator(
                leaseLedger, rollouts, this::rules, new LeaseTimes(Duration.ofSeconds(60), Duration.ofMinutes(15)));
    }

    Fleet policy(String name, RolloutRules rules) {
        policies.put(name, rules);
        return this;
    }

    private Optional<RolloutRules> rules(String policy) {
        return Optional.ofNullable(policies.get(policy));
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    static LeaseRequest request(String updateId, String changeId, String policy, Map<String, String> labels) {
        return new LeaseRequest(
                updateId, ASK, "vm-of-" + updateId, "host-of-" + updateId, changeId, new BudgetScope(policy, labels));
    }

    AllocationResult offer(LeaseRequest leaseRequest) {
        AllocationResult result = allocator.offer(leaseRequest, now);
        facts.addAll(result.facts());
        return result;
    }

    /** Hears phases of an update. One that has a slot is known, so that nothing more has to be said of it. */
    void hear(LeaseRequest leaseRequest, Phase... phases) {
        for (Phase phase : phases) {
            LeaseRequest said = phase == Phase.REQUIRED ? leaseRequest : leaseRequest.of(BudgetScope.NONE);
            UpdateStatus status = new UpdateStatus(said, phase, 0, Set.of(), now);
            allocator.applyUpdateStatus(status, now);
            facts.addAll(allocator.decideRollout(leaseRequest.changeId(), now));
        }
    }

    /** Hears that nobody reaches the host of an update's VM. */
    void hearAway(LeaseRequest leaseRequest, Phase phase) {
        LeaseRequest said = leaseRequest.of(BudgetScope.NONE);
        allocator.applyUpdateStatus(new UpdateStatus(said, phase, 0, Set.of(), true, VerifiedBy.UNKNOWN, now), now);
        facts.addAll(allocator.decideRollout(leaseRequest.changeId(), now));
    }

    void tell(RolloutFact fact) {
        allocator.applyRolloutFact(fact);
        facts.addAll(allocator.decideRollout(fact.changeId(), now));
    }

    RolloutCondition decree(String reason) {
        return new RolloutCondition(Optional.of("ada"), reason, now);
    }

    Rollout rollout() {
        return rollouts.of(CHANGE);
    }
}
