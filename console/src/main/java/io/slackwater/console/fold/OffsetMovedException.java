package io.slackwater.console.fold;

/** Says that a partition is no longer folded up to where this process knew it: its batch is not written. */
final class OffsetMovedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OffsetMovedException(String topic, int partition, long known) {
        super("Partition " + partition + " of " + topic + " is not folded up to offset " + known
                + " any more: another console folded it, or the database was restored");
    }
}
