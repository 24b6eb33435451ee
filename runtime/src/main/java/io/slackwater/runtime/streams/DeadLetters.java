package io.slackwater.runtime.streams;

/** The headers that a dead letter carries beside those of the record as it came. */
public final class DeadLetters {

    public static final String CAUSE = "slackwater-dead-letter-cause";
    public static final String TOPIC = "slackwater-dead-letter-topic";
    public static final String PARTITION = "slackwater-dead-letter-partition";
    public static final String OFFSET = "slackwater-dead-letter-offset";

    private DeadLetters() {}
}
