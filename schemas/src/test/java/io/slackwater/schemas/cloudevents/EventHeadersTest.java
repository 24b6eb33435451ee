package io.slackwater.schemas.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.schemas.cloudevents.EventHeaders.EventDescription;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class EventHeadersTest {

    private static final EventDescription EVENT = new EventDescription(
            "id-1", "/slackwater/vm-inventory", "VmEvent.OBSERVED", "vm-1", Instant.parse("2026-01-02T03:04:05Z"));

    @Test
    void shouldCarryWhatCloudEventsDemands() {
        Headers headers = new RecordHeaders();

        EventHeaders.stamp(headers, EVENT);

        assertThat(EventHeaders.read(headers, EventHeaders.SPEC_VERSION)).contains("1.0");
        assertThat(EventHeaders.read(headers, EventHeaders.ID)).contains("id-1");
        assertThat(EventHeaders.read(headers, EventHeaders.SOURCE)).contains("/slackwater/vm-inventory");
        assertThat(EventHeaders.read(headers, EventHeaders.TYPE)).contains("io.slackwater.VmEvent.OBSERVED");
        assertThat(EventHeaders.read(headers, EventHeaders.SUBJECT)).contains("vm-1");
        assertThat(EventHeaders.read(headers, EventHeaders.TIME)).contains("2026-01-02T03:04:05Z");
    }

    @Test
    void shouldContinueTheTraceOfItsCauseWithASpanOfItsOwn() {
        Headers headers = new RecordHeaders();
        EventHeaders.stamp(headers, EVENT);
        String cause = EventHeaders.read(headers, EventHeaders.TRACE_PARENT).orElseThrow();

        EventHeaders.stamp(headers, EVENT);

        String effect = EventHeaders.read(headers, EventHeaders.TRACE_PARENT).orElseThrow();
        assertThat(effect).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01").isNotEqualTo(cause);
        assertThat(effect.substring(3, 35)).isEqualTo(cause.substring(3, 35));
        assertThat(headers.headers(EventHeaders.TRACE_PARENT)).hasSize(1);
    }

    @Test
    void shouldBeginATraceWhereTheCausesIsMalformed() {
        Headers headers = new RecordHeaders();
        headers.add(EventHeaders.TRACE_PARENT, "00-nonsense".getBytes(StandardCharsets.UTF_8));

        EventHeaders.stamp(headers, EVENT);

        assertThat(EventHeaders.read(headers, EventHeaders.TRACE_PARENT).orElseThrow())
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    }
}
