package io.slackwater.inventory.match;

/** A search through VMs that is done in pieces, for there may be a million of them. */
public sealed interface Scan {

    /** Returns what made it necessary. */
    Cause cause();

    /** Returns how far it is. */
    Cursor cursor();

    /**
     * The VMs that a change is for.
     *
     * @param cursor how far it is
     * @param matched how many VMs needed the change so far
     */
    record OfChange(String changeId, Cause cause, Cursor cursor, long matched) implements Scan {}

    /**
     * The VMs that refer to a volume, for it became known what the volume holds.
     *
     * @param cursor how far it is
     */
    record OfVolume(VolumeId volume, Cause cause, Cursor cursor) implements Scan {}

    /**
     * How far a scan is.
     *
     * @param target the index of the change's target; 0 for a volume
     * @param holding the key of the volume being scanned; empty: from the first
     * @param use the key of the last use that was scanned of that volume; empty: none yet
     */
    record Cursor(int target, String holding, String use) {
        /** Nothing has been scanned. */
        public static final Cursor START = new Cursor(0, "", "");
    }
}
