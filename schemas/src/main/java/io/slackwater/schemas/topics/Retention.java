package io.slackwater.schemas.topics;

import java.time.Duration;
import java.util.Map;

/** How long a topic keeps its records, in Kafka's words. */
public enum Retention {
    /** State is rebuilt from it: nothing is ever removed. */
    FOREVER,
    /** History: removed after the audit period that the operator sets when provisioning. */
    AUDIT_PERIOD,
    /** The last record of each key. The broker compacts closed segments alone: a segment is closed by the first record that comes a day after its first. */
    COMPACTED;

    private static final Duration SEGMENT = Duration.ofDays(1);

    /** Returns the topic configuration; the audit period's {@code retention.ms} is the provisioner's to add. */
    public Map<String, String> configuration() {
        return switch (this) {
            case FOREVER -> Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1");
            case AUDIT_PERIOD -> Map.of("cleanup.policy", "delete");
            case COMPACTED ->
                Map.of(
                        "cleanup.policy",
                        "compact",
                        "min.cleanable.dirty.ratio",
                        "0.1",
                        "segment.ms",
                        String.valueOf(SEGMENT.toMillis()));
        };
    }
}
