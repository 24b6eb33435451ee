package io.slackwater.planning.plan;

import io.slackwater.planning.fleet.KnownChange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a change would do.
 *
 * @param at as of when
 * @param historyFrom since when the log has states of VMs; empty where it has none
 * @param vms in the order of their ids
 * @param done how many VMs have it already
 * @param newer how many would need it, but need a newer change instead
 * @param unclear how many run from a volume that the log does not know: nobody can tell whether they need it
 * @param notes what the plan takes for granted, and what is against it as a whole
 */
public record Plan(
        KnownChange change,
        Instant at,
        Optional<Instant> historyFrom,
        List<VmPlan> vms,
        List<WavePlan> waves,
        List<StoreNeed> stores,
        Forecast forecast,
        int done,
        int newer,
        int unclear,
        List<String> notes) {

    public Plan {
        vms = List.copyOf(vms);
        waves = List.copyOf(waves);
        stores = List.copyOf(stores);
        notes = List.copyOf(notes);
    }

    /** Returns the VMs of a group. */
    public List<VmPlan> of(Group group) {
        return vms.stream().filter(vm -> vm.outlook().group() == group).toList();
    }

    /** Returns how many VMs have only to stay up to be verified. */
    public long staysUpOnly() {
        return vms.stream().filter(VmPlan::staysUpOnly).count();
    }

    /** Returns the VMs on which it will not finish by itself, by their history. */
    public List<VmPlan> stragglers() {
        return vms.stream().filter(vm -> vm.outlook().group().isStraggler()).toList();
    }
}
