package io.slackwater.domain.storage.model;

/**
 * The number of the last command of one log that had, or was about to have, an effect in a store.
 *
 * @param logId which log: the id of its Kafka cluster
 * @param number the number of the last of them, from 1
 */
public record CommandSequenceNumber(String logId, long number) {

    /** Whether it covers another count: it is of the same log, and no lower. */
    public boolean covers(CommandSequenceNumber other) {
        return logId.equals(other.logId) && number >= other.number;
    }
}
