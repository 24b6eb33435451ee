package io.slackwater.topology.update.row;

import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.budget.BudgetScope;
import io.slackwater.domain.budget.Lease;
import io.slackwater.domain.budget.LeaseRequest;
import io.slackwater.domain.budget.LeaseRequestKey;
import io.slackwater.domain.budget.UpdateStatus;
import io.slackwater.domain.update.Phase;
import io.slackwater.domain.update.VerifiedBy;
import io.slackwater.executor.stored.BudgetLease;
import io.slackwater.executor.stored.BudgetMessage;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/** Maps lease requests and leases. */
public final class BudgetRowMapper {

    private BudgetRowMapper() {}

    public static LeaseRequest request(BudgetMessage stored) {
        return new LeaseRequest(
                stored.getUpdateId(),
                new LeaseRequestKey(stored.getAttempt(), stored.getAskedAt()),
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
        LeaseRequest leaseRequest = lease.request();
        return BudgetLease.newBuilder()
                .setUpdateId(leaseRequest.updateId())
                .setAttempt(leaseRequest.attempt())
                .setAskedAt(leaseRequest.key().at().orElse(null))
                .setVmId(leaseRequest.vmId())
                .setHostId(leaseRequest.hostId())
                .setHold(lease.state().name())
                .setUntil(lease.until())
                .setChangeId(leaseRequest.changeId())
                .setPolicy(leaseRequest.scope().policy())
                .setLabels(leaseRequest.scope().labels())
                .setWave(lease.wave())
                .build();
    }

    public static Lease restore(BudgetLease stored) {
        LeaseRequest leaseRequest = new LeaseRequest(
                stored.getUpdateId(),
                new LeaseRequestKey(stored.getAttempt(), stored.getAskedAt()),
                stored.getVmId(),
                stored.getHostId(),
                stored.getChangeId(),
                new BudgetScope(stored.getPolicy(), stored.getLabels()));
        return new Lease(leaseRequest, Lease.State.valueOf(stored.getHold()), stored.getWave(), stored.getUntil());
    }
}
