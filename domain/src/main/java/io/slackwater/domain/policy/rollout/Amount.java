package io.slackwater.domain.policy.rollout;

/** How many of a number of VMs: a count, or a share of them. */
public sealed interface Amount {

    /** Returns how many that is of a total: never more than the total, and at least 1 of a total that is not 0. */
    int of(int total);

    /**
     * A number of VMs.
     *
     * @param vms at least 1
     */
    record Count(int vms) implements Amount {

        public Count {
            if (vms < 1) {
                throw new IllegalArgumentException("A count must be at least 1, not " + vms);
            }
        }

        @Override
        public int of(int total) {
            return Math.min(vms, total);
        }

        @Override
        public String toString() {
            return String.valueOf(vms);
        }
    }

    /**
     * A share, rounded up to whole VMs.
     *
     * @param basisPoints hundredths of a percent, from 1 to 10,000
     */
    record Share(int basisPoints) implements Amount, Comparable<Share> {

        private static final int WHOLE = 10_000;

        /** All of them. */
        public static final Share ALL = new Share(WHOLE);

        public Share {
            if (basisPoints < 1 || basisPoints > WHOLE) {
                throw new IllegalArgumentException("A share must be from 0.01% to 100%, not " + basisPoints + "/100%");
            }
        }

        /** Returns a share of whole percents. */
        public static Share percent(int percent) {
            return new Share(Math.multiplyExact(percent, WHOLE / 100));
        }

        @Override
        public int of(int total) {
            return (int) (((long) total * basisPoints + WHOLE - 1) / WHOLE);
        }

        @Override
        public int compareTo(Share other) {
            return Integer.compare(basisPoints, other.basisPoints);
        }

        @Override
        public String toString() {
            int rest = basisPoints % 100;
            return basisPoints / 100 + (rest == 0 ? "" : ".%02d".formatted(rest)) + "%";
        }
    }
}
