package io.slackwater.topology.update.vm;

import java.util.Comparator;
import java.util.UUID;

/**
 * The id of a VM in 32 bytes of heap instead of 80, for the index of a million. An id that is no UUID in libvirt's spelling
 * is kept as it is.
 *
 * @param other the id where it is no UUID; else empty
 */
record VmKey(long high, long low, String other) implements Comparable<VmKey> {

    private static final Comparator<VmKey> ORDER = Comparator.comparing(VmKey::other)
            .thenComparing(VmKey::high, Long::compareUnsigned)
            .thenComparing(VmKey::low, Long::compareUnsigned);

    static VmKey of(String vmId) {
        try {
            UUID uuid = UUID.fromString(vmId);
            if (uuid.toString().equals(vmId)) {
                return new VmKey(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits(), "");
            }
        } catch (IllegalArgumentException noUuid) {
            // Kept as it is.
        }
        return new VmKey(0, 0, vmId);
    }

    @Override
    public int compareTo(VmKey that) {
        return ORDER.compare(this, that);
    }

    /** Returns the id of the VM. */
    @Override
    public String toString() {
        return other.isEmpty() ? new UUID(high, low).toString() : other;
    }
}
