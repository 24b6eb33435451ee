package io.slackwater.console.fold;

import java.time.Instant;

/**
 * A record of the log that nobody can read.
 *
 * @param key the record's key; empty where it has none
 * @param cause why it cannot be read
 * @param publishedAt the record's timestamp
 */
record UnreadRecord(LogPosition position, String key, String cause, Instant publishedAt) {}
