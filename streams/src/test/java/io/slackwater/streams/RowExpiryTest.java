package io.slackwater.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RowExpiryTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration PAUSE = Duration.ofHours(1);
    private static final String OVER = "over";
    private static final String NEEDED = "needed";

    private final KeyValueStore<String, String> rows = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("rows"), Serdes.String(), Serdes.String())
            .withLoggingDisabled()
            .build();
    private final RowExpiry<String> expiry =
            new RowExpiry<>(rows, (row, now) -> row.value.equals(OVER), rows::delete, 3, PAUSE);

    @BeforeEach
    void open() {
        rows.init(new MockProcessorContext<String, String>().getStateStoreContext(), rows);
    }

    @AfterEach
    void close() {
        rows.close();
    }

    @Test
    void shouldReadSoManyRowsAtATimeAndRemoveThoseThatAreOver() {
        // given rows a to h, of which c and e are needed
        for (String key : List.of("a", "b", "c", "d", "e", "f", "g", "h")) {
            rows.put(key, key.equals("c") || key.equals("e") ? NEEDED : OVER);
        }

        expiry.advance(NOW);
        assertThat(keys()).containsExactly("c", "d", "e", "f", "g", "h");
        expiry.advance(NOW);
        assertThat(keys()).containsExactly("c", "e", "g", "h");
        expiry.advance(NOW);
        assertThat(keys()).containsExactly("c", "e");
    }

    @Test
    void shouldBeginAgainAfterAPause() {
        rows.put("a", NEEDED);
        expiry.advance(NOW);
        rows.put("a", OVER);

        expiry.advance(NOW.plus(PAUSE).minusMillis(1));
        assertThat(keys()).containsExactly("a");

        expiry.advance(NOW.plus(PAUSE));
        assertThat(keys()).isEmpty();
    }

    private List<String> keys() {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, String> all = rows.all()) {
            all.forEachRemaining(row -> keys.add(row.key));
        }
        return keys;
    }
}
