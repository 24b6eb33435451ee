package io.slackwater.api;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record of the log.
 *
 * @param id topic, partition and offset
 * @param eventId the CloudEvents id; null where the record has none
 * @param type the CloudEvents type
 * @param key the key of the record
 * @param actor who decided it; null where no person did
 * @param data the record, with its fields by their Avro names
 */
public record EventResponse(
        String id,
        Instant publishedAt,
        String topic,
        int partition,
        long offset,
        @Nullable String eventId,
        String type,
        String key,
        @Nullable String vm,
        @Nullable String host,
        @Nullable String change,
        @Nullable String store,
        @Nullable String actor,
        Map<String, Object> data) {}
