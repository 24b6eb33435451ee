package io.slackwater.simulation.process;

/**
 * Which partition a key is in.
 *
 * @param ofVms how many partitions the topics have that are keyed by VM
 * @param ofStores how many partitions the topics have that are keyed by store
 */
public record Partitions(int ofVms, int ofStores) {

    public int ofVm(String vmId) {
        return Math.floorMod(vmId.hashCode(), ofVms);
    }

    public int ofStore(String store) {
        return Math.floorMod(store.hashCode(), ofStores);
    }
}
