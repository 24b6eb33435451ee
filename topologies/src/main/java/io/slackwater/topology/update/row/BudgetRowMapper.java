package io.slackwater.topology.update.row;

import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.budget.BudgetScope;
import io.slackwater.domain.budget.Lease;
import io.slackwater.domain.budget.Request;
import io.slackwater.domain.budget.RequestKey;
import io.slackwater.domain.budget.UpdateStatus;
import io.slackwater.domain.update.Phase;
import io.slackwater.domain.update.VerifiedBy;
import io.slackwater.executor.stored.BudgetLease;
import io.slackwater.executor.stored.BudgetMessage;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/** Maps requests and slots. */
public final class BudgetRowMapper {

    private BudgetRowMapper() {}

    public static Request request(BudgetMessage stored) {
        return new Request(
                stored.getUpdateId(),
                new RequestKey(stored.getAttempt(), stored.getAskedAt()),
                stored.getVmId(),
                stored.getHostId(),
                stored.getChangeId(),
                new BudgetScope(stored.getPolicy(), stored.getLabels()));
    }

    /**
     * Maps what the log says of an update.
     *
     * @param otherwise when it was decided, where the message does not say it
     */
    public static UpdateStatus heard(BudgetMessage stored, Instant otherwise) {
        Set<BlockerCode> blockers =
                stored.getBlockers().stream().map(BlockerCode::valueOf).collect(Collectors.toUnmodifiableSet());
        return new UpdateStatus(
                request(stored),
                Phase.valueOf(stored.getType()),
                stored.getWave(),
                blockers,
                stored.getHostUnreachable(),
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
                new RequestKey(stored.getAttempt(), stored.getAskedAt()),
                stored.getVmId(),
                stored.getHostId(),
                stored.getChangeId(),
                new BudgetScope(stored.getPolicy(), stored.getLabels()));
        return new Lease(request, Lease.Hold.valueOf(stored.getHold()), stored.getWave(), stored.getUntil());
    }
}
