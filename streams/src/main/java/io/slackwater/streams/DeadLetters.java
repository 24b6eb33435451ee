package io.slackwater.streams;

/** The headers that a dead letter carries beside those of the record as it came. */
public final class DeadLetters {

    /** Why the record was not taken, in at most 1,000 characters. */
    public static final String CAUSE = "slackwater-dead-letter-cause";

    /** The topic, partition and offset of the record, which has all of it. */
    public static final String TOPIC = "slackwater-dead-letter-topic";

    public static final String PARTITION = "slackwater-dead-letter-partition";
    public static final String OFFSET = "slackwater-dead-letter-offset";

    /** The record's own timestamp, in milliseconds since 1970. The dead letter's is the time at which it was written. */
    public static final String TIMESTAMP = "slackwater-dead-letter-timestamp";

    /** Only where the record does not fit into a dead letter: which of its key, value and headers are cut. */
    public static final String CUT = "slackwater-dead-letter-cut";

    /** Only where something is cut: how many bytes the record's key, value and headers have together. */
    public static final String ORIGINAL_SIZE = "slackwater-dead-letter-original-size";

    private DeadLetters() {}
}
