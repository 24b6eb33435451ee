package io.slackwater.topology.update.row;

import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.budget.BudgetScope;
import io.slackwater.domain.budget.Lease;
import io.slackwater.domain.budget.LeaseRequest;
import io.slackwater.domain.budget.LeaseRequestKey;
import io.slackwater.domain.budget.UpdateStatus;
import io.slackwater.domain.update.Phase;
import io.slackwater.executor.stored.BudgetLease;
import io.slackwater.executor.stored.BudgetMessage;
import io.slackwater.executor.stored.StoredLeaseState;
import io.slackwater.mapping.CommonMapper;
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
                stored.getBlockers().stream().map(CommonMapper::code).collect(Collectors.toUnmodifiableSet());
        return new UpdateStatus(
                request(stored),
                CommonMapper.known(Phase.class, stored.getPhase(), Phase.UNKNOWN),
                stored.getWave(),
                blockers,
                stored.getHostUnreachable(),
                CommonMapper.verifiedBy(stored.getVerifiedBy()),
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
                .setHold(StoredLeaseState.valueOf(lease.state().name()))
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
        return new Lease(
                leaseRequest,
                CommonMapper.known(Lease.State.class, stored.getHold(), Lease.State.IN_FLIGHT),
                stored.getWave(),
                stored.getUntil());
    }
}
