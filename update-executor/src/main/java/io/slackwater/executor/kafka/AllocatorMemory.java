package io.slackwater.executor.kafka;

import io.slackwater.executor.budget.Lease;
import io.slackwater.executor.memory.StoredBudgets;
import io.slackwater.executor.memory.StoredRollouts;
import io.slackwater.executor.rollout.Decree;
import io.slackwater.executor.rollout.Member;
import io.slackwater.executor.rollout.Members;
import io.slackwater.executor.rollout.Rollout;
import io.slackwater.executor.stored.BudgetLease;
import io.slackwater.executor.stored.StoredFreeze;
import io.slackwater.executor.stored.StoredMember;
import io.slackwater.executor.stored.StoredRollout;
import io.slackwater.executor.wire.WireRollouts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** What the budget's one task remembers. */
final class AllocatorMemory implements Members {

    private final KeyValueStore<String, BudgetLease> leases;
    private final KeyValueStore<String, StoredRollout> rollouts;
    private final KeyValueStore<String, StoredMember> members;
    private final KeyValueStore<String, StoredFreeze> freezes;

    AllocatorMemory(ProcessingContext context) {
        this.leases = context.getStateStore(Stores.LEASES);
        this.rollouts = context.getStateStore(Stores.ROLLOUTS);
        this.members = context.getStateStore(Stores.MEMBERS);
        this.freezes = context.getStateStore(Stores.FREEZES);
    }

    List<Lease> leases() {
        return all(leases, StoredBudgets::restore);
    }

    List<Rollout> rollouts() {
        return all(rollouts, StoredRollouts::restore);
    }

    Optional<Decree> freeze() {
        return Optional.ofNullable(freezes.get(WireRollouts.FLEET))
                .map(stored -> new Decree(stored.getActor(), stored.getReason(), stored.getAt()));
    }

    @Override
    public Optional<Member> find(String updateId) {
        return Optional.ofNullable(members.get(updateId)).map(StoredRollouts::restore);
    }

    @Override
    public void keep(Member member) {
        members.put(member.updateId(), StoredRollouts.store(member));
    }

    void keep(Rollout rollout) {
        rollouts.put(rollout.changeId(), StoredRollouts.store(rollout));
    }

    /** Keeps an update's slot, or that it has none. */
    void keep(String updateId, Optional<Lease> lease) {
        lease.ifPresentOrElse(held -> leases.put(updateId, StoredBudgets.store(held)), () -> leases.delete(updateId));
    }

    /** Keeps that the fleet is frozen, or that it is not. */
    void keepFreeze(Optional<Decree> freeze) {
        freeze.ifPresentOrElse(
                decree -> freezes.put(
                        WireRollouts.FLEET,
                        new StoredFreeze(decree.actor().orElse(null), decree.reason(), decree.at())),
                () -> freezes.delete(WireRollouts.FLEET));
    }

    private static <S, T> List<T> all(KeyValueStore<String, S> store, Function<S, T> restore) {
        List<T> all = new ArrayList<>();
        try (KeyValueIterator<String, S> entries = store.all()) {
            entries.forEachRemaining(entry -> all.add(restore.apply(entry.value)));
        }
        return all;
    }
}
