package io.slackwater.executor.rollout;

import java.util.HashMap;
import java.util.Map;

/**
 * How many VMs the change was found to concern.
 *
 * @param matched by partition, for those that have looked at all their VMs
 * @param partitions how many there are; 0 until one has said it
 */
public record FanOut(Map<Integer, Long> matched, int partitions) {

    static final FanOut NONE = new FanOut(Map.of(), 0);

    public FanOut {
        matched = Map.copyOf(matched);
    }

    FanOut finished(int partition, int all, long vms) {
        Map<Integer, Long> more = new HashMap<>(matched);
        more.put(partition, vms);
        return new FanOut(more, all);
    }

    /** Whether every partition has looked at all its VMs. */
    public boolean isFinished() {
        return partitions > 0 && matched.size() >= partitions;
    }

    public long total() {
        return matched.values().stream().mapToLong(Long::longValue).sum();
    }
}
