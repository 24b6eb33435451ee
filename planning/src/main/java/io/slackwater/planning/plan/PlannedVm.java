package io.slackwater.planning.plan;

import io.slackwater.domain.budget.LeaseRequest;
import io.slackwater.domain.budget.UpdateStatus;
import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.update.Update;
import io.slackwater.planning.fleet.FleetVm;
import io.slackwater.planning.forecast.UpdateOpportunities;
import java.util.Optional;

/**
 * A VM that is planned, with what its part in the rollout is made of.
 *
 * @param plan what is said of it; the wave is not known yet
 * @param update its update, as it is in the log, or as it would be
 * @param policy the policy that applies
 * @param request what it will ask the allocator, or has
 * @param heard where its update stands
 * @param appliedIn the wave in which it was granted; empty where it was not
 */
record PlannedVm(
        FleetVm vm,
        VmPlan plan,
        Update update,
        Policy policy,
        UpdateOpportunities chances,
        LeaseRequest request,
        UpdateStatus heard,
        Optional<Integer> appliedIn) {}
