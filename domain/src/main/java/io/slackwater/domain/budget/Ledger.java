package io.slackwater.domain.budget;

import io.slackwater.domain.budget.Lease.Hold;
import io.slackwater.domain.policy.rollout.Budgets;
import io.slackwater.domain.policy.rollout.RolloutRules;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The slots that are taken, with their sums. Not for more than one thread. */
public final class Ledger {

    private static final int NAMED_HOLDERS = 3;

    private final Limits limits;
    private final Function<String, Optional<RolloutRules>> rules;
    private final Map<String, Lease> leases = new HashMap<>();
    private final Map<String, Map<Budget, Integer>> claims = new HashMap<>();
    private final Map<Budget, Tally> tallies = new HashMap<>();

    /**
     * Goes on from the slots that are taken.
     *
     * @param rules a policy's rules by its name; empty where there is none of that name
     */
    public Ledger(Limits limits, Function<String, Optional<RolloutRules>> rules, Collection<Lease> taken) {
        this.limits = limits;
        this.rules = rules;
        taken.forEach(this::take);
    }

    /**
     * A budget that has no room.
     *
     * @param holders VMs that have it, the first of them
     */
    public record Exhausted(Budget budget, int taken, List<String> holders) {}

    public Optional<Lease> lease(String updateId) {
        return Optional.ofNullable(leases.get(updateId));
    }

    /** Takes a slot, or holds the one that the update has for something else. */
    public void take(Lease lease) {
        String updateId = lease.request().updateId();
        free(updateId);
        leases.put(updateId, lease);
        Map<Budget, Integer> claimed = claims(lease.request(), lease.hold());
        if (lease.wave() > 0 && lease.hold().isAwaited()) {
            claimed.put(wave(lease.request(), lease.wave()), Claims.NO_LIMIT);
        }
        claims.put(updateId, claimed);
        claimed.forEach((budget, limit) ->
                tallies.computeIfAbsent(budget, none -> new Tally()).add(updateId, limit));
    }

    /** Counts every slot anew, by the rules of its policy as they are now. */
    public void recount() {
        List.copyOf(leases.values()).forEach(this::take);
    }

    /** Gives an update's slot back; without one nothing happens. */
    public void free(String updateId) {
        if (leases.remove(updateId) != null) {
            claims.remove(updateId).forEach((budget, limit) -> {
                Tally tally = tally(budget);
                tally.remove(updateId, limit);
                if (tally.isEmpty()) {
                    tallies.remove(budget);
                }
            });
        }
    }

    /** Returns a budget that has no room for a request, or empty where every one has. The narrowest is named first. */
    public Optional<Exhausted> exhausted(Request request) {
        return claims(request, Hold.OFFERED).entrySet().stream()
                .filter(claim -> isExhausted(claim.getKey(), claim.getValue()))
                .map(Map.Entry::getKey)
                .min(Comparator.<Budget>comparingInt(budget -> tally(budget).size())
                        .thenComparing(Budget::subject))
                .map(this::exhausted);
    }

    /** Returns the slots that were not used in time. */
    public List<Lease> over(Instant now) {
        return leases.values().stream().filter(lease -> lease.isOver(now)).toList();
    }

    /** Returns how many updates are between grant and applied. */
    public int inFlight() {
        return tally(new Budget.Fleet()).size();
    }

    /** Returns how many updates are between applied and verified, without those that are overdue. */
    public int awaitingStart() {
        return tally(new Budget.Unverified()).size() - inFlight();
    }

    /** Returns the VMs of a request's rollout and policy that have a slot in a wave and no verdict, the first of them. */
    public List<String> undecided(Request request, int wave) {
        return holders(wave(request, wave));
    }

    private boolean isExhausted(Budget budget, int limit) {
        Tally tally = tally(budget);
        return tally.size() >= (budget instanceof Budget.Label ? tally.strictest(limit) : limit);
    }

    private Exhausted exhausted(Budget budget) {
        return new Exhausted(budget, tally(budget).size(), holders(budget));
    }

    private List<String> holders(Budget budget) {
        return tally(budget).holders().stream()
                .limit(NAMED_HOLDERS)
                .map(updateId -> leases.get(updateId).request().vmId())
                .toList();
    }

    private static Budget wave(Request request, int number) {
        return new Budget.Wave(request.changeId(), request.affiliation().policy(), number);
    }

    private Map<Budget, Integer> claims(Request request, Hold hold) {
        Optional<Budgets> budgets = rules.apply(request.affiliation().policy()).map(RolloutRules::budgets);
        return Claims.of(request, hold, limits, budgets);
    }

    private Tally tally(Budget budget) {
        return tallies.getOrDefault(budget, new Tally());
    }
}
