package io.slackwater.benchmarks.pipeline;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Numbers the VMs of a fleet from 0 on, in 8 bytes a VM. */
final class VmNumbers {

    private final long[] sorted;

    VmNumbers(List<String> ids) {
        sorted = ids.stream().mapToLong(VmNumbers::key).sorted().distinct().toArray();
        if (sorted.length != ids.size()) {
            throw new IllegalArgumentException("Two VMs have the same first half of their UUID");
        }
    }

    int count() {
        return sorted.length;
    }

    /**
     * Returns the number of a VM.
     *
     * @throws IllegalArgumentException if it is none of the fleet's
     */
    int of(String id) {
        int number = Arrays.binarySearch(sorted, key(id));
        if (number < 0) {
            throw new IllegalArgumentException("The fleet has no VM " + id);
        }
        return number;
    }

    private static long key(String id) {
        return UUID.fromString(id).getMostSignificantBits();
    }
}
