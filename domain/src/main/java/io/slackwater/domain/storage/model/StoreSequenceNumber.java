package io.slackwater.domain.storage.model;

import java.util.Optional;

/**
 * The position of a command among those of its store that have an effect.
 *
 * @param own this log, and the command's number in its store
 * @param accepted another log's count of the store that a person accepted; empty where nobody did
 */
public record StoreSequenceNumber(CommandSequenceNumber own, Optional<CommandSequenceNumber> accepted) {}
