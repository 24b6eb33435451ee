package io.slackwater.topology.update.budget;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.budget.Lease;
import io.slackwater.domain.budget.LeaseRequest;
import io.slackwater.domain.update.Admission;
import io.slackwater.executor.stored.BudgetGrant;
import io.slackwater.mapping.CommonMapper;

/** Maps allocation results to the records that answer a lease request. */
public final class LeaseOutcomeMapper {

    private LeaseOutcomeMapper() {}

    static BudgetGrant offer(Lease lease) {
        LeaseRequest leaseRequest = lease.request();
        return BudgetGrant.newBuilder()
                .setUpdateId(leaseRequest.updateId())
                .setAttempt(leaseRequest.attempt())
                .setAskedAt(leaseRequest.key().at().orElse(null))
                .setUntil(lease.until())
                .setPolicy(leaseRequest.scope().policy())
                .setWave(lease.wave())
                .setLabels(leaseRequest.scope().labels())
                .build();
    }

    static BudgetGrant refusal(LeaseRequest leaseRequest, Blocker blocker) {
        return BudgetGrant.newBuilder()
                .setUpdateId(leaseRequest.updateId())
                .setAttempt(leaseRequest.attempt())
                .setAskedAt(leaseRequest.key().at().orElse(null))
                .setRefusal(CommonMapper.blocker(blocker))
                .build();
    }

    public static boolean isOffer(BudgetGrant grant) {
        return grant.getUntil().isPresent();
    }

    public static Admission admission(BudgetGrant offer) {
        return Admission.of(offer.getPolicy(), offer.getWave(), offer.getLabels());
    }

    public static Blocker blocker(BudgetGrant refusal) {
        return CommonMapper.blocker(refusal.getRefusal().orElseThrow());
    }
}
