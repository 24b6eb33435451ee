package io.slackwater.streams.provision;

import io.slackwater.schemas.topics.KeySpace;
import java.time.Duration;

/**
 * How large a cluster's topics are to be. Chosen once: partition counts never change, growth is a replay into new topics.
 *
 * @param vmPartitions partitions of VM-keyed topics, the bound on how many tasks match and execute in parallel
 * @param hostPartitions partitions of host-keyed and store-keyed topics
 * @param replication copies of each partition
 * @param auditPeriod how long history is kept
 */
public record ProvisioningPlan(int vmPartitions, int hostPartitions, short replication, Duration auditPeriod) {

    /** For one broker on one machine. */
    public static final ProvisioningPlan SINGLE_NODE = new ProvisioningPlan(4, 4, (short) 1, Duration.ofDays(400));

    /** For a cluster of three or more brokers and up to a million VMs. */
    public static final ProvisioningPlan CLUSTER = new ProvisioningPlan(64, 32, (short) 3, Duration.ofDays(400));

    /** Returns the number of partitions of topics with such keys. */
    public int partitions(KeySpace keys) {
        return switch (keys) {
            case VM -> vmPartitions;
            case HOST, STORE -> hostPartitions;
            // Few records, read by everybody: one partition keeps them in order across keys.
            case OPERATING_SYSTEM, CHANGE, POLICY, SCHEMA_FINGERPRINT -> 1;
        };
    }
}
