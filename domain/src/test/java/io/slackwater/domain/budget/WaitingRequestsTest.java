package io.slackwater.domain.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.policy.rollout.Amount;
import io.slackwater.domain.policy.rollout.Amount.Share;
import io.slackwater.domain.policy.rollout.Budgets;
import io.slackwater.domain.policy.rollout.OnWithdrawal;
import io.slackwater.domain.policy.rollout.RolloutRules;
import io.slackwater.domain.policy.rollout.WaveRules;
import io.slackwater.domain.rollout.RolloutFact;
import io.slackwater.domain.update.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WaitingRequestsTest {

    private static final int STEPS = 600;
    private static final int HOSTS = 4;
    private static final List<String> CHANGES = List.of("change-0", "change-1", "change-2");
    private static final List<String> POLICIES = List.of("wide", "narrow", "waves");
    private static final Duration SOAK = Duration.ofSeconds(30);
    private static final WaveRules CAREFUL =
            new WaveRules(Optional.of(new Amount.Count(1)), List.of(Share.percent(10), Share.ALL), SOAK);

    private final Map<String, LeaseRequest> waiting = new LinkedHashMap<>();
    private final List<LeaseRequest> going = new ArrayList<>();
    private Fleet fleet = new Fleet(new BudgetLimits(4, 7, 2));
    private int next;
    private int offers;
    private int granted;

    @Property(tries = 16, seed = "1")
    void shouldLeaveNothingAsleepThatCouldGo(@ForAll Random random) {
        begin(new BudgetLimits(4, 7, 2));
        fleet.policy("wide", rules(new Budgets(100, 100, Map.of(), 100)));
        fleet.policy("narrow", rules(new Budgets(3, 1, Map.of("app", 1), 5)));
        fleet.policy("waves", rules(CAREFUL, new Budgets(100, 100, Map.of(), 100)));
        for (String change : CHANGES) {
            fleet.tell(new RolloutFact.FanOutFinished(change, 0, 1, STEPS, fleet.now));
        }

        for (int step = 0; step < STEPS; step++) {
            somethingHappens(random);
            offerWhatIsAwake();
            assertThat(waiting.values()).as("step %d", step).noneMatch(request -> couldGo(request));
        }

        assertThat(granted).isGreaterThan(STEPS / 10);
    }

    /** The limits of the fleet hold all but a few up, so that a whole queue would be offered at each event. */
    @Test
    void shouldOfferEachRequestAsOftenInALargeFleetAsInASmallOne() {
        double few = offersPerRequest(500);
        double many = offersPerRequest(20_000);

        assertThat(few).isLessThan(4);
        assertThat(many).isBetween(few * 0.9, few * 1.1);
    }

    @Test
    void shouldLetChangesTakeTurnsAndTheFirstOfAChangeGoFirst() {
        fleet = new Fleet(new BudgetLimits(1, 100, 1));
        List<LeaseRequest> asked = List.of(
                request("a1", "change-a", "host-1", "wide", "x"),
                request("a2", "change-a", "host-2", "wide", "x"),
                request("a3", "change-a", "host-3", "wide", "x"),
                request("b1", "change-b", "host-4", "wide", "x"));
        asked.forEach(this::ask);
        List<String> order = new ArrayList<>();

        while (order.size() < asked.size()) {
            offerWhatIsAwake();
            LeaseRequest first = going.remove(0);
            order.add(first.updateId());
            fleet.hear(first, Phase.RELEASED);
        }

        assertThat(order).containsExactly("a1", "b1", "a2", "a3");
    }

    @Test
    void shouldWakeTheNextWaveWhenTheSoakTimeOfTheOneBeforeIsOver() {
        fleet.policy("waves", rules(CAREFUL, new Budgets(100, 100, Map.of(), 100)));
        fleet.tell(new RolloutFact.FanOutFinished("change-a", 0, 1, 2, fleet.now));
        ask(request("a1", "change-a", "host-1", "waves", "x"));
        ask(request("a2", "change-a", "host-2", "waves", "x"));
        offerWhatIsAwake();
        fleet.hear(going.get(0), Phase.GRANTED, Phase.APPLIED, Phase.VERIFIED);
        offerWhatIsAwake();
        assertThat(granted).isEqualTo(1);

        fleet.pass(SOAK);
        fleet.allocator.expire(fleet.now);
        offerWhatIsAwake();

        assertThat(granted).isEqualTo(2);
    }

    private void begin(BudgetLimits limits) {
        fleet = new Fleet(limits);
        waiting.clear();
        going.clear();
        offers = 0;
        granted = 0;
    }

    private double offersPerRequest(int requests) {
        begin(new BudgetLimits(20, 1_000, 4));
        for (int index = 0; index < requests; index++) {
            ask(request("u" + index, "change-" + index % 3, "host-" + index % 50, "wide", "x" + index));
        }
        offerWhatIsAwake();
        while (!going.isEmpty()) {
            LeaseRequest first = going.remove(0);
            fleet.hear(first, Phase.GRANTED, Phase.APPLIED, Phase.VERIFIED);
            offerWhatIsAwake();
        }
        assertThat(waiting).isEmpty();
        return (double) offers / requests;
    }

    private void somethingHappens(Random random) {
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 ->
                ask(request(
                        "u" + next++,
                        anyChange(random),
                        "host-" + random.nextInt(HOSTS),
                        POLICIES.get(random.nextInt(POLICIES.size())),
                        "app-" + random.nextInt(3)));
            case 4, 5, 6, 7 -> hear(random);
            case 8 -> {
                fleet.pass(Duration.ofSeconds(random.nextInt(90)));
                for (LeaseRequest changed : fleet.allocator.expire(fleet.now)) {
                    if (fleet.leaseLedger.lease(changed.updateId()).isEmpty()) {
                        going.remove(changed);
                    }
                }
            }
            case 9 -> fleet.tell(new RolloutFact.Paused(anyChange(random), fleet.decree("wait"), Optional.empty()));
            case 10 -> fleet.tell(new RolloutFact.Resumed(anyChange(random), fleet.decree("go on")));
            default -> {
                fleet.policy("narrow", rules(new Budgets(1 + random.nextInt(4), 2, Map.of("app", 1), 5)));
                fleet.allocator.policiesChanged();
            }
        }
    }

    private void hear(Random random) {
        if (going.isEmpty()) {
            return;
        }
        LeaseRequest some = going.get(random.nextInt(going.size()));
        Phase phase = List.of(Phase.GRANTED, Phase.APPLIED, Phase.VERIFIED, Phase.RELEASED, Phase.ROLLED_BACK)
                .get(random.nextInt(5));
        fleet.hear(some, phase);
        if (fleet.leaseLedger.lease(some.updateId()).isEmpty()) {
            going.remove(some);
        }
    }

    private void ask(LeaseRequest request) {
        fleet.hear(request, Phase.REQUIRED);
        assertThat(fleet.allocator.receiveRequest(request, fleet.now)).isEqualTo(Allocator.Intake.QUEUE);
        waiting.put(request.updateId(), request);
        fleet.allocator.waiting().put(request.updateId(), request.changeId(), waiting.size() + granted);
    }

    private void offerWhatIsAwake() {
        WaitingRequests order = fleet.allocator.waiting();
        for (Optional<String> awake = order.next(); awake.isPresent(); awake = order.next()) {
            LeaseRequest request = waiting.get(awake.get());
            offers++;
            if (fleet.offer(request) instanceof AllocationResult.Refused refused) {
                order.refused(request.updateId(), refused.obstacle());
            } else {
                granted++;
                going.add(request);
                waiting.remove(request.updateId());
                order.remove(request.updateId());
            }
        }
    }

    /** Asks the allocator itself, whatever is awake. */
    private boolean couldGo(LeaseRequest request) {
        return fleet.offer(request) instanceof AllocationResult.Offered;
    }

    private static String anyChange(Random random) {
        return CHANGES.get(random.nextInt(CHANGES.size()));
    }

    private static LeaseRequest request(String updateId, String changeId, String hostId, String policy, String app) {
        return new LeaseRequest(
                updateId,
                Fleet.ASK,
                "vm-of-" + updateId,
                hostId,
                changeId,
                new BudgetScope(policy, Map.of("app", app)));
    }

    private static RolloutRules rules(Budgets budgets) {
        return rules(WaveRules.AT_ONCE, budgets);
    }

    private static RolloutRules rules(WaveRules waves, Budgets budgets) {
        return new RolloutRules(waves, budgets, new Amount.Count(1000), false, OnWithdrawal.STAY);
    }
}
