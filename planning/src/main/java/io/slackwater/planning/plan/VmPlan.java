package io.slackwater.planning.plan;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.policy.selection.PolicyResolution;
import java.util.List;

/**
 * What the change would do to one VM.
 *
 * @param policy the policy that applies, and why
 * @param slots what changes; empty where its definition is changed already
 * @param blockers what holds it up now
 * @param staysUpOnly whether it has only to stay up to be verified
 * @param wave the wave that it likely joins, from 1; 0 where it joins none
 */
public record VmPlan(
        String vmId,
        String name,
        String hostId,
        PolicyResolution policy,
        List<SlotChange> slots,
        List<Blocker> blockers,
        VmForecast outlook,
        boolean staysUpOnly,
        int wave) {

    public VmPlan {
        slots = List.copyOf(slots);
        blockers = List.copyOf(blockers);
    }

    /** Returns the same with the wave that it likely joins. */
    VmPlan in(int likely) {
        return new VmPlan(vmId, name, hostId, policy, slots, blockers, outlook, staysUpOnly, likely);
    }
}
