package io.slackwater.domain.match;

/** A scan of all VMs for a change, done in bounded pieces. VMs are looked at in the order of their ids. */
public sealed interface FanOutScan {

    /** A cursor before the first VM. */
    String START = "";

    /** Returns what made it necessary. */
    Causation cause();

    /** Returns the VM that was looked at last, or {@link #START}. */
    String cursor();

    /** Returns what the visitor says of this scan. */
    <R> R accept(Visitor<R> visitor);

    /**
     * For a change that became available.
     *
     * @param matched how many VMs needed the change so far
     */
    record OfChange(String changeId, Causation cause, String cursor, long matched) implements FanOutScan {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.ofChange(this);
        }
    }

    /**
     * For volumes of which it became known what they hold, and for changes that were withdrawn, which gives way to older ones. It
     * serves all that became known before it begins.
     *
     * @param notBeforeMillis when it may begin, in milliseconds since the epoch: many volumes become known at a time
     */
    record OfAll(Causation cause, String cursor, long notBeforeMillis) implements FanOutScan {

        /** Whether it will look at every VM with what becomes known now. */
        public boolean hasNotBegun() {
            return cursor.equals(START);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.ofAll(this);
        }
    }

    /**
     * Says something of each scan. It has no default: the compiler names each place that a new scan is missing in.
     *
     * @param <R> what is said
     */
    interface Visitor<R> {
        R ofChange(OfChange ofChange);

        R ofAll(OfAll ofAll);
    }
}
