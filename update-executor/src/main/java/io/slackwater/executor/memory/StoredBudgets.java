package io.slackwater.executor.memory;

import io.slackwater.executor.budget.Affiliation;
import io.slackwater.executor.budget.Ask;
import io.slackwater.executor.budget.Heard;
import io.slackwater.executor.budget.Lease;
import io.slackwater.executor.budget.Request;
import io.slackwater.executor.stored.BudgetLease;
import io.slackwater.executor.stored.BudgetMessage;
import io.slackwater.executor.update.BlockerCode;
import io.slackwater.executor.update.Phase;
import io.slackwater.executor.update.VerifiedBy;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/** Maps requests and slots. */
public final class StoredBudgets {

    private StoredBudgets() {}

    public static Request request(BudgetMessage stored) {
        return new Request(
                stored.getUpdateId(),
                new Ask(stored.getAttempt(), stored.getAskedAt()),
                stored.getVmId(),
                stored.getHostId(),
                stored.getChangeId(),
                new Affiliation(stored.getPolicy(), stored.getLabels()));
    }

    /**
     * Maps what the log says of an update.
     *
     * @param otherwise when it was decided, where the message does not say it
     */
    public static Heard heard(BudgetMessage stored, Instant otherwise) {
        Set<BlockerCode> blockers =
                stored.getBlockers().stream().map(BlockerCode::valueOf).collect(Collectors.toUnmodifiableSet());
        return new Heard(
                request(stored),
                Phase.valueOf(stored.getType()),
                stored.getWave(),
                blockers,
                VerifiedBy.valueOf(stored.getVerifiedBy()),
                stored.getAt().orElse(otherwise));
    }

    public static BudgetLease store(Lease lease) {
        Request request = lease.request();
        return BudgetLease.newBuilder()
                .setUpdateId(request.updateId())
                .setAttempt(request.attempt())
                .setAskedAt(request.ask().at().orElse(null))
                .setVmId(request.vmId())
                .setHostId(request.hostId())
                .setHold(lease.hold().name())
                .setUntil(lease.until())
                .setChangeId(request.changeId())
                .setPolicy(request.affiliation().policy())
                .setLabels(request.affiliation().labels())
                .setWave(lease.wave())
                .build();
    }

    public static Lease restore(BudgetLease stored) {
        Request request = new Request(
                stored.getUpdateId(),
                new Ask(stored.getAttempt(), stored.getAskedAt()),
                stored.getVmId(),
                stored.getHostId(),
                stored.getChangeId(),
                new Affiliation(stored.getPolicy(), stored.getLabels()));
        return new Lease(request, Lease.Hold.valueOf(stored.getHold()), stored.getWave(), stored.getUntil());
    }
}
