package io.slackwater.executor.query;

import org.apache.kafka.common.utils.Utils;

/**
 * The partitions over which the VMs are spread.
 *
 * @param count how many there are
 */
public record VmPartitions(int count) {

    /** Returns the partition of a VM: the one that the default partitioner of every producer chooses. */
    int of(String vmId) {
        return Utils.toPositive(Utils.murmur2(Utils.utf8(vmId))) % count;
    }
}
