package io.slackwater.console.fold;

import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * A record of the log that could be read.
 *
 * @param key the record's key; empty where it has none
 * @param position where the record stands
 * @param publishedAt the record's timestamp: when Slackwater published it
 * @param eventId the CloudEvents id, or empty where the record has none
 * @param type the CloudEvents type; the name of the record's schema where it has none
 */
public record FoldedRecord<T extends SpecificRecord>(
        String key, T value, LogPosition position, Instant publishedAt, Optional<String> eventId, String type) {}
