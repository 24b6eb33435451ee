package io.slackwater.console.fold;

/** The place of a record in the log. */
public record LogPosition(String topic, int partition, long offset) {

    /** Returns topic, partition and offset, with slashes between. */
    String text() {
        return topic + "/" + partition + "/" + offset;
    }
}
