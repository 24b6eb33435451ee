package io.slackwater.domain.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.policy.rollout.Amount;
import io.slackwater.domain.policy.rollout.Budgets;
import io.slackwater.domain.policy.rollout.OnWithdrawal;
import io.slackwater.domain.policy.rollout.RolloutRules;
import io.slackwater.domain.policy.rollout.WaveRules;
import io.slackwater.domain.update.Phase;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BudgetsTest {

    private final Fleet fleet = new Fleet(new BudgetLimits(100, 1000, 100));

    @Test
    void shouldNeverLetTwoReplicasGoTogetherNotEvenByTwoChanges() {
        fleet.policy("prod", rules(budgets(100, 100, 100, Map.of("app", 1))));
        fleet.offer(replica("a", "change-1", "prod", "shop"));

        AllocationResult second = fleet.offer(replica("b", "change-2", "prod", "shop"));

        assertThat(second).isInstanceOfSatisfying(AllocationResult.Refused.class, refused -> {
            assertThat(refused.blocker().code()).isEqualTo(BlockerCode.BUDGET_EXHAUSTED);
            assertThat(refused.blocker().subject()).isEqualTo("label app=shop");
            assertThat(refused.blocker().detail()).contains("vm-of-a");
        });
        assertThat(fleet.offer(replica("c", "change-1", "prod", "wiki"))).isInstanceOf(AllocationResult.Offered.class);
    }

    @Test
    void shouldHoldAReplicasSlotUntilItIsVerified() {
        fleet.policy("prod", rules(budgets(100, 100, 100, Map.of("app", 1))));
        LeaseRequest first = replica("a", "change-1", "prod", "shop");
        fleet.offer(first);

        fleet.hear(first, Phase.GRANTED, Phase.APPLIED);
        assertThat(fleet.offer(replica("b", "change-1", "prod", "shop"))).isInstanceOf(AllocationResult.Refused.class);

        fleet.hear(first, Phase.VERIFIED);
        assertThat(fleet.offer(replica("b", "change-1", "prod", "shop"))).isInstanceOf(AllocationResult.Offered.class);
    }

    @Test
    void shouldProtectAReplicaByItsOwnPolicyFromAVmOfAnother() {
        fleet.policy("prod", rules(budgets(100, 100, 100, Map.of("app", 1))));
        fleet.offer(replica("a", "change-1", "prod", "shop"));

        assertThat(fleet.offer(replica("b", "change-1", "", "shop"))).isInstanceOf(AllocationResult.Refused.class);

        fleet.hear(replica("a", "change-1", "prod", "shop"), Phase.NOT_NEEDED);
        assertThat(fleet.offer(replica("b", "change-1", "", "shop"))).isInstanceOf(AllocationResult.Offered.class);
        assertThat(fleet.offer(replica("c", "change-1", "", "shop")))
                .as("their own policy asks for no such care")
                .isInstanceOf(AllocationResult.Offered.class);
    }

    @Test
    void shouldCountAllThatIsUnderWayAgainstWhatAPolicyBears() {
        fleet.policy("prod", rules(budgets(1, 100, 2, Map.of())));
        LeaseRequest other = replica("a", "change-2", "", "shop");
        fleet.offer(other);
        assertThat(subject(fleet.offer(replica("b", "change-1", "prod", "wiki"))))
                .isEqualTo("fleet");
        LeaseRequest another = replica("c", "change-1", "", "wiki");
        assertThat(fleet.offer(another)).isInstanceOf(AllocationResult.Offered.class);

        fleet.hear(other, Phase.GRANTED, Phase.APPLIED);
        fleet.hear(another, Phase.GRANTED, Phase.APPLIED);

        assertThat(subject(fleet.offer(replica("b", "change-1", "prod", "wiki"))))
                .isEqualTo("fleet awaiting start");
    }

    @Test
    void shouldTakeTheStricterOfTheSettingsAndThePolicyForAHost() {
        fleet.policy("prod", rules(budgets(100, 1, 100, Map.of())));
        fleet.offer(on("host-1", "a", ""));

        assertThat(subject(fleet.offer(on("host-1", "b", "prod")))).isEqualTo("host host-1");
        assertThat(fleet.offer(on("host-2", "b", "prod"))).isInstanceOf(AllocationResult.Offered.class);
    }

    @Test
    void shouldNotWaitForEverForAnUpdateWhoseHostDied() {
        Fleet small = new Fleet(new BudgetLimits(1, 10, 1));
        small.policy("prod", rules(budgets(100, 100, 100, Map.of("app", 1))));
        LeaseRequest dead = replica("a", "change-1", "prod", "shop");
        small.offer(dead);
        small.hear(dead, Phase.GRANTED);
        assertThat(subject(small.offer(replica("b", "change-1", "prod", "wiki"))))
                .isEqualTo("fleet");

        small.pass(Duration.ofMinutes(15));
        assertThat(small.allocator.expire(small.now)).containsExactly(dead);
        assertThat(small.allocator.expire(small.now)).as("once").isEmpty();

        assertThat(small.offer(replica("b", "change-1", "prod", "wiki"))).isInstanceOf(AllocationResult.Offered.class);
        assertThat(subject(small.offer(replica("c", "change-1", "prod", "shop"))))
                .as("its replica still waits, and is told for whom")
                .isEqualTo("fleet");
        small.hear(replica("b", "change-1", "prod", "wiki"), Phase.VERIFIED);
        assertThat(subject(small.offer(replica("c", "change-1", "prod", "shop"))))
                .isEqualTo("label app=shop");
    }

    private static RolloutRules rules(Budgets budgets) {
        return new RolloutRules(WaveRules.AT_ONCE, budgets, new Amount.Count(1), false, OnWithdrawal.STAY);
    }

    private static Budgets budgets(int fleet, int perHost, int awaitingStart, Map<String, Integer> labels) {
        return new Budgets(fleet, perHost, labels, awaitingStart);
    }

    @Test
    void shouldCountWhatIsUnderWayByThePolicyAsItIsNow() {
        fleet.policy("web", rules(new Budgets(10, 10, Map.of(), 10)));
        fleet.policy("lax", rules(new Budgets(10, 10, Map.of(), 10)));
        fleet.offer(replica("a", "change-1", "web", "shop"));
        fleet.policy("web", rules(new Budgets(10, 10, Map.of("app", 1), 10)));
        assertThat(fleet.leaseLedger.exhausted(replica("b", "change-1", "lax", "shop")))
                .isEmpty();

        fleet.leaseLedger.recount();

        assertThat(fleet.leaseLedger.exhausted(replica("b", "change-1", "lax", "shop")))
                .isPresent();
    }

    private static LeaseRequest replica(String updateId, String changeId, String policy, String app) {
        return Fleet.request(updateId, changeId, policy, Map.of("app", app));
    }

    private static LeaseRequest on(String hostId, String updateId, String policy) {
        return new LeaseRequest(
                updateId, Fleet.ASK, "vm-of-" + updateId, hostId, "change-1", new BudgetScope(policy, Map.of()));
    }

    private static String subject(AllocationResult result) {
        assertThat(result).isInstanceOf(AllocationResult.Refused.class);
        return ((AllocationResult.Refused) result).blocker().subject();
    }
}
