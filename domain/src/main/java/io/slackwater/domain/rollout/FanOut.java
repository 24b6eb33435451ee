package io.slackwater.domain.rollout;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The number of VMs that matched a change, and whether the scan has ended.
 *
 * @param matched by partition, for those that have looked at all their VMs
 * @param partitions how many there are; 0 until one has said it
 * @param unknown by partition, the VMs of which nobody can tell whether they need it
 */
public record FanOut(Map<Integer, Long> matched, int partitions, Map<Integer, VmsOnUnknownVolumes> unknown) {

    static final FanOut NONE = new FanOut(Map.of(), 0, Map.of());

    public FanOut {
        matched = Map.copyOf(matched);
        unknown = Map.copyOf(unknown);
    }

    /** A partition that says it again may have forgotten VMs that are counted here, but finds no fewer. */
    FanOut finished(RolloutFact.FanOutFinished said) {
        Map<Integer, Long> more = new HashMap<>(matched);
        more.merge(said.partition(), said.matched(), Math::max);
        Map<Integer, VmsOnUnknownVolumes> changed = new TreeMap<>(unknown);
        changed.put(said.partition(), said.unknownVolumes());
        changed.values().removeIf(volumes -> volumes.vms() == 0);
        return new FanOut(more, said.partitions(), changed);
    }

    /** Whether every partition has looked at all its VMs. */
    public boolean isFinished() {
        return partitions > 0 && matched.size() >= partitions;
    }

    /** Returns the VMs of all partitions of which nobody can tell whether they need it. */
    public VmsOnUnknownVolumes unknownVolumes() {
        return VmsOnUnknownVolumes.sum(new TreeMap<>(unknown).values());
    }

    public long total() {
        return matched.values().stream().mapToLong(Long::longValue).sum();
    }
}
