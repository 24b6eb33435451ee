package io.slackwater.topology.match;

import java.util.Map;

/** Counts what the matching topology does. */
public interface MatchMetrics {

    /** Counts nothing. */
    MatchMetrics NONE = new MatchMetrics() {
        @Override
        public void opened() {}

        @Override
        public void scanned(int rows) {}

        @Override
        public void unknownVolumes(int partition, Map<String, Long> vms) {}
    };

    /** An update was opened. */
    void opened();

    /** VMs were looked at for a change or for volumes. */
    void scanned(int rows);

    /**
     * VMs of a partition run from volumes that the log does not know; it replaces what was said of the partition before.
     *
     * @param vms how many, by the id of the change that they may need; empty where none does, or the partition is another instance's now
     */
    void unknownVolumes(int partition, Map<String, Long> vms);
}
