package io.slackwater.domain.budget;

import io.slackwater.domain.budget.Lease.State;
import io.slackwater.domain.policy.rollout.Budgets;
import io.slackwater.domain.policy.rollout.RolloutRules;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All leases, with their sums per budget. Not for more than one thread. */
public final class LeaseLedger {

    private static final int NAMED_HOLDERS = 3;

    private final BudgetLimits budgetLimits;
    private final Function<String, Optional<RolloutRules>> rules;
    private final Map<String, Lease> leases = new HashMap<>();
    private final Map<String, Map<BudgetKey, Integer>> claims = new HashMap<>();
    private final Map<BudgetKey, BudgetUsage> tallies = new HashMap<>();
    private final Set<BudgetKey> freed = new HashSet<>();

    /** The leases that have an end, the earliest first. */
    private final NavigableMap<Instant, Set<String>> ends = new TreeMap<>();

    /**
     * Goes on from the leases that are taken.
     *
     * @param rules a policy's rules by its name; empty where there is none of that name
     */
    public LeaseLedger(
            BudgetLimits budgetLimits, Function<String, Optional<RolloutRules>> rules, Collection<Lease> taken) {
        this.budgetLimits = budgetLimits;
        this.rules = rules;
        taken.forEach(this::take);
    }

    /**
     * A budget that has no room.
     *
     * @param limit what the request bears in it, without what others brought along
     * @param holders VMs that have it, the first of them
     */
    public record Exhausted(BudgetKey budget, int limit, int taken, List<String> holders) {}

    public Optional<Lease> lease(String updateId) {
        return Optional.ofNullable(leases.get(updateId));
    }

    /** Takes a lease, or holds the one that the update has for something else. */
    public void take(Lease lease) {
        String updateId = lease.request().updateId();
        Set<BudgetKey> before = release(updateId);
        leases.put(updateId, lease);
        if (lease.state().hasEnd()) {
            ends.computeIfAbsent(lease.until(), first -> new LinkedHashSet<>()).add(updateId);
        }
        Map<BudgetKey, Integer> claimed = claims(lease.request(), lease.state());
        if (lease.wave() > 0 && lease.state().isAwaited()) {
            claimed.put(wave(lease.request(), lease.wave()), BudgetClaims.NO_LIMIT);
        }
        claims.put(updateId, claimed);
        claimed.forEach((budgetKey, limit) ->
                tallies.computeIfAbsent(budgetKey, none -> new BudgetUsage()).add(updateId, limit));
        before.stream().filter(budgetKey -> !claimed.containsKey(budgetKey)).forEach(freed::add);
    }

    /** Counts every lease anew, by the rules of its policy as they are now. */
    public void recount() {
        List.copyOf(leases.values()).forEach(this::take);
    }

    /** Gives an update's lease back; without one nothing happens. */
    public void free(String updateId) {
        freed.addAll(release(updateId));
    }

    /** Returns the budgets that the update counted against. */
    private Set<BudgetKey> release(String updateId) {
        Lease lease = leases.remove(updateId);
        if (lease != null && lease.state().hasEnd()) {
            ends.computeIfPresent(lease.until(), (end, some) -> without(some, updateId));
        }
        Map<BudgetKey, Integer> claimed = claims.getOrDefault(updateId, Map.of());
        claims.remove(updateId);
        claimed.forEach((budgetKey, limit) -> {
            BudgetUsage budgetUsage = tally(budgetKey);
            budgetUsage.remove(updateId, limit);
            if (budgetUsage.isEmpty()) {
                tallies.remove(budgetKey);
            }
        });
        return claimed.keySet();
    }

    /** Returns null where nothing is left. */
    private static @Nullable Set<String> without(Set<String> some, String updateId) {
        some.remove(updateId);
        return some.isEmpty() ? null : some;
    }

    /** Returns the budgets in which a place was freed since the last call. */
    public Set<BudgetKey> takeFreed() {
        Set<BudgetKey> taken = Set.copyOf(freed);
        freed.clear();
        return taken;
    }

    /** Returns a budget that has no room for a request, or empty where every one has. The narrowest is named first. */
    public Optional<Exhausted> exhausted(LeaseRequest leaseRequest) {
        return claims(leaseRequest, State.OFFERED).entrySet().stream()
                .filter(claim -> isExhausted(claim.getKey(), claim.getValue()))
                .min(Comparator.<Map.Entry<BudgetKey, Integer>>comparingInt(
                                claim -> tally(claim.getKey()).size())
                        .thenComparing(claim -> claim.getKey().subject()))
                .map(claim -> exhausted(claim.getKey(), claim.getValue()));
    }

    /** Returns the leases that were not used in time, the earliest first. Those that have time left are not read. */
    public List<Lease> expired(Instant now) {
        return ends.headMap(now, true).values().stream()
                .flatMap(Set::stream)
                .map(leases::get)
                .toList();
    }

    /** Returns how many updates are between grant and applied. */
    public int inFlight() {
        return tally(new BudgetKey.Fleet()).size();
    }

    /** Returns how many updates are between applied and verified, without those that are overdue. */
    public int awaitingStart() {
        return tally(new BudgetKey.Unverified()).size() - inFlight();
    }

    /** Returns the VMs of a request's rollout and policy that have a lease in a wave and no verdict, the first of them. */
    public List<String> undecided(LeaseRequest leaseRequest, int wave) {
        return holders(wave(leaseRequest, wave));
    }

    private boolean isExhausted(BudgetKey budgetKey, int limit) {
        BudgetUsage budgetUsage = tally(budgetKey);
        return budgetUsage.size() >= (budgetKey instanceof BudgetKey.Label ? budgetUsage.strictest(limit) : limit);
    }

    private Exhausted exhausted(BudgetKey budgetKey, int limit) {
        return new Exhausted(budgetKey, limit, tally(budgetKey).size(), holders(budgetKey));
    }

    private List<String> holders(BudgetKey budgetKey) {
        return tally(budgetKey).holders().stream()
                .limit(NAMED_HOLDERS)
                .map(updateId -> leases.get(updateId).request().vmId())
                .toList();
    }

    private static BudgetKey wave(LeaseRequest leaseRequest, int number) {
        return new BudgetKey.Wave(leaseRequest.changeId(), leaseRequest.scope().policy(), number);
    }

    private Map<BudgetKey, Integer> claims(LeaseRequest leaseRequest, State state) {
        Optional<Budgets> budgets = rules.apply(leaseRequest.scope().policy()).map(RolloutRules::budgets);
        return BudgetClaims.of(leaseRequest, state, budgetLimits, budgets);
    }

    private BudgetUsage tally(BudgetKey budgetKey) {
        return tallies.getOrDefault(budgetKey, new BudgetUsage());
    }
}
