package io.slackwater.benchmarks.pipeline;

/** The stages of a run, in their order. */
public enum Stage {
    /** Every VM is in the inventory, and every store has its marker. */
    INVENTORIED,
    /** Every host was read again since every store has its marker: deletes may begin. */
    SYNCED,
    /** Every VM has an update that is REQUIRED. */
    MATCHED,
    /** Every VM is redefined. */
    APPLIED,
    /** Every VM runs on the new version, and was verified. */
    VERIFIED,
    /** Every volume that the VMs were moved away from is deleted. */
    FREED;

    boolean isReached(FleetProgress progress) {
        return switch (this) {
            case INVENTORIED -> progress.isInventoried();
            case SYNCED -> progress.isSynced();
            case MATCHED -> progress.isMatched();
            case APPLIED -> progress.isApplied();
            case VERIFIED -> progress.isVerified();
            case FREED -> progress.isFreed();
        };
    }
}
