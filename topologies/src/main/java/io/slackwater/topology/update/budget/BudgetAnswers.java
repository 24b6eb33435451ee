package io.slackwater.topology.update.budget;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.budget.Lease;
import io.slackwater.domain.budget.Request;
import io.slackwater.domain.update.Admission;
import io.slackwater.executor.stored.BudgetGrant;

/** Maps what comes of a request. */
public final class BudgetAnswers {

    private BudgetAnswers() {}

    static BudgetGrant offer(Lease lease) {
        Request request = lease.request();
        return BudgetGrant.newBuilder()
                .setUpdateId(request.updateId())
                .setAttempt(request.attempt())
                .setAskedAt(request.ask().at().orElse(null))
                .setUntil(lease.until())
                .setPolicy(request.affiliation().policy())
                .setWave(lease.wave())
                .setLabels(request.affiliation().labels())
                .build();
    }

    static BudgetGrant refusal(Request request, Blocker blocker) {
        return BudgetGrant.newBuilder()
                .setUpdateId(request.updateId())
                .setAttempt(request.attempt())
                .setAskedAt(request.ask().at().orElse(null))
                .setCode(blocker.code().name())
                .setSubject(blocker.subject())
                .setSince(blocker.since())
                .setDetail(blocker.detail())
                .build();
    }

    public static boolean isOffer(BudgetGrant grant) {
        return grant.getUntil().isPresent();
    }

    public static Admission admission(BudgetGrant offer) {
        return Admission.of(offer.getPolicy(), offer.getWave(), offer.getLabels());
    }

    public static Blocker blocker(BudgetGrant refusal) {
        return new Blocker(
                BlockerCode.valueOf(refusal.getCode()),
                refusal.getSubject(),
                refusal.getSince().orElseThrow(),
                refusal.getDetail());
    }
}
