package io.slackwater.topology.update.budget;

import io.slackwater.domain.budget.Lease;
import io.slackwater.domain.rollout.MemberRepository;
import io.slackwater.domain.rollout.Rollout;
import io.slackwater.domain.rollout.RolloutCondition;
import io.slackwater.domain.rollout.RolloutMember;
import io.slackwater.executor.stored.BudgetLease;
import io.slackwater.executor.stored.StoredFreeze;
import io.slackwater.executor.stored.StoredMember;
import io.slackwater.executor.stored.StoredRollout;
import io.slackwater.mapping.update.RolloutMapper;
import io.slackwater.streams.RowExpiry;
import io.slackwater.topology.update.row.BudgetRowMapper;
import io.slackwater.topology.update.row.RolloutRowMapper;
import io.slackwater.topology.update.shared.ExecutorStateStores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Stores leases, lease requests and rollouts. */
final class AllocatorRepository implements MemberRepository {

    private static final int MEMBERS_PER_TICK = 500;
    private static final Duration BETWEEN_PASSES = Duration.ofHours(1);

    private final LongSupplier clock;
    private final RowExpiry<StoredMember> ended;
    private final KeyValueStore<String, BudgetLease> leases;
    private final KeyValueStore<String, StoredRollout> rollouts;
    private final KeyValueStore<String, StoredMember> members;
    private final KeyValueStore<String, StoredFreeze> freezes;

    /**
     * What is in the stores of a task.
     *
     * @param auditPeriod how long an update that ended is remembered
     */
    AllocatorRepository(ProcessingContext context, Duration auditPeriod) {
        this.clock = context::currentSystemTimeMs;
        this.leases = context.getStateStore(ExecutorStateStores.LEASES);
        this.rollouts = context.getStateStore(ExecutorStateStores.ROLLOUTS);
        this.members = context.getStateStore(ExecutorStateStores.MEMBERS);
        this.freezes = context.getStateStore(ExecutorStateStores.FREEZES);
        this.ended = new RowExpiry<>(
                members,
                (member, now) -> RolloutRowMapper.isOver(member.value, now.minus(auditPeriod)),
                members::delete,
                MEMBERS_PER_TICK,
                BETWEEN_PASSES);
    }

    List<Lease> leases() {
        return all(leases, BudgetRowMapper::restore);
    }

    List<Rollout> rollouts() {
        return all(rollouts, RolloutRowMapper::restore);
    }

    Optional<RolloutCondition> freeze() {
        return Optional.ofNullable(freezes.get(RolloutMapper.FLEET))
                .map(stored -> new RolloutCondition(stored.getActor(), stored.getReason(), stored.getAt()));
    }

    @Override
    public Optional<RolloutMember> find(String updateId) {
        return Optional.ofNullable(members.get(updateId)).map(RolloutRowMapper::restore);
    }

    @Override
    public void keep(RolloutMember member) {
        if (!find(member.updateId()).equals(Optional.of(member))) {
            members.put(member.updateId(), RolloutRowMapper.store(member, Instant.ofEpochMilli(clock.getAsLong())));
        }
    }

    /** Forgets updates that ended before the audit period, some at a time. What a rollout counts stays. */
    void forgetEnded(Instant now) {
        ended.advance(now);
    }

    void keep(Rollout rollout) {
        rollouts.put(rollout.changeId(), RolloutRowMapper.store(rollout));
    }

    /** Keeps an update's lease, or that it has none. */
    void keep(String updateId, Optional<Lease> lease) {
        BudgetLease row = lease.map(BudgetRowMapper::store).orElse(null);
        if (!Objects.equals(row, leases.get(updateId))) {
            leases.put(updateId, row);
        }
    }

    /** Keeps that the fleet is frozen, or that it is not. */
    void keepFreeze(Optional<RolloutCondition> freeze) {
        freeze.ifPresentOrElse(
                condition -> freezes.put(
                        RolloutMapper.FLEET,
                        new StoredFreeze(condition.actor().orElse(null), condition.reason(), condition.at())),
                () -> freezes.delete(RolloutMapper.FLEET));
    }

    private static <S, T> List<T> all(KeyValueStore<String, S> store, Function<S, T> restore) {
        List<T> all = new ArrayList<>();
        try (KeyValueIterator<String, S> entries = store.all()) {
            entries.forEachRemaining(entry -> all.add(restore.apply(entry.value)));
        }
        return all;
    }
}
