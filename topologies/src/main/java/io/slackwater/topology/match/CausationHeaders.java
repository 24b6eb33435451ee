package io.slackwater.topology.match;

import io.slackwater.domain.match.Causation;
import io.slackwater.schemas.cloudevents.EventHeaders;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/** Reads the cause of a record from its headers, and writes its trace to the headers of what follows. */
final class CausationHeaders {

    /** The headers that a cause is read from. */
    static final String[] NAMES = {EventHeaders.ID, EventHeaders.TRACE_PARENT};

    private CausationHeaders() {}

    /** Returns the cause. A stranger's record without an event id is told apart by its key and time. */
    static Causation of(Record<String, ?> record) {
        Headers headers = record.headers();
        return new Causation(
                EventHeaders.read(headers, EventHeaders.ID).orElseGet(() -> record.key() + "@" + record.timestamp()),
                EventHeaders.read(headers, EventHeaders.TRACE_PARENT).orElse(""));
    }

    /** Returns headers that continue the cause's trace. */
    static Headers headers(Causation causation) {
        Headers headers = new RecordHeaders();
        if (!causation.traceParent().isEmpty()) {
            headers.add(EventHeaders.TRACE_PARENT, causation.traceParent().getBytes(StandardCharsets.UTF_8));
        }
        return headers;
    }
}
