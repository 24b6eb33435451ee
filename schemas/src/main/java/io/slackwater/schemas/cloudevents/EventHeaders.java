package io.slackwater.schemas.cloudevents;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the headers of a record: CloudEvents 1.0 in binary mode (Kafka protocol binding, section 3.2) and the
 * W3C trace context.
 */
public final class EventHeaders {

    public static final String ID = "ce_id";
    public static final String SOURCE = "ce_source";
    public static final String TYPE = "ce_type";
    public static final String SUBJECT = "ce_subject";
    public static final String SPEC_VERSION = "ce_specversion";
    public static final String TIME = "ce_time";
    public static final String CONTENT_TYPE = "content-type";
    public static final String TRACE_PARENT = "traceparent";

    private static final Set<String> NAMES =
            Set.of(ID, SOURCE, TYPE, SUBJECT, SPEC_VERSION, TIME, CONTENT_TYPE, TRACE_PARENT);

    /** In bytes. */
    private static final int LARGEST = 1_000;

    private static final String TYPE_PREFIX = "io.slackwater.";
    /** Version 00 of the W3C traceparent, x for a hexadecimal digit: version, trace id, span id, flags. */
    private static final String PARENT = "00-" + "x".repeat(32) + "-" + "x".repeat(16) + "-xx";

    private EventHeaders() {}

    /**
     * Writes all headers of an event, replacing those that are there. A trace context that is already in the headers is
     * continued with a new span, otherwise a trace begins.
     *
     * @param event what is said of the event
     */
    public static void stamp(Headers headers, EventDescription event) {
        put(headers, SPEC_VERSION, "1.0");
        put(headers, ID, event.id());
        put(headers, SOURCE, event.source());
        put(headers, TYPE, TYPE_PREFIX + event.type());
        put(headers, SUBJECT, event.subject());
        put(headers, TIME, event.time().toString());
        put(headers, CONTENT_TYPE, "application/avro");
        put(headers, TRACE_PARENT, nextSpan(read(headers, TRACE_PARENT).orElse(null)));
    }

    /**
     * Returns those headers that this version reads, each once, without values of more than {@value #LARGEST} bytes. What comes of a record repeats its
     * headers, so those of a stranger could make it larger than a broker takes.
     *
     * @param headers not changed
     */
    public static Headers known(Headers headers) {
        Headers known = new RecordHeaders();
        for (String name : NAMES) {
            Header header = headers.lastHeader(name);
            if (header != null && header.value() != null && header.value().length <= LARGEST) {
                known.add(header);
            }
        }
        return known;
    }

    /** Returns a header's value as text, or empty where the record has no such header. */
    public static Optional<String> read(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static String nextSpan(@Nullable String parent) {
        String trace = parent != null && isParent(parent) ? parent.substring(3, 35) : randomHex(16);
        return "00-" + trace + "-" + randomHex(8) + "-01";
    }

    /** Looked at character by character, for every event has one. */
    private static boolean isParent(String text) {
        boolean fits = text.length() == PARENT.length();
        for (int index = 0; fits && index < PARENT.length(); index++) {
            char expected = PARENT.charAt(index);
            char found = text.charAt(index);
            fits = expected == 'x' ? HexFormat.isHexDigit(found) && !Character.isUpperCase(found) : found == expected;
        }
        return fits;
    }

    /** Ids need to be unique, not secret: a secure source costs more than the rest of a stamp. */
    private static String randomHex(int bytes) {
        byte[] random = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /**
     * What the headers say of an event.
     *
     * @param id unique within the source
     * @param source which service says so: {@code /slackwater/vm-inventory}
     * @param type the record type and what happened: {@code VmEvent.OBSERVED}
     * @param subject what it is about, the record's key
     * @param time when it is published
     */
    public record EventDescription(String id, String source, String type, String subject, Instant time) {}
}
