package io.slackwater.domain.storage.model;

/**
 * How many commands of a log had an effect in one store, or were about to have one.
 *
 * @param logId which log: the id of its Kafka cluster
 * @param number the number of the last of them, from 1
 */
public record LogCount(String logId, long number) {

    /** Whether it covers another count: it is of the same log, and no lower. */
    public boolean covers(LogCount other) {
        return logId.equals(other.logId) && number >= other.number;
    }
}
