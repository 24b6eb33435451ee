package io.slackwater.console.table;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the folds have in common. */
final class Latest {

    private Latest() {}

    /** Returns the last of each key, so that no statement writes a row twice. */
    static <R, K> Collection<R> of(List<R> records, Function<R, K> key) {
        Map<K, R> last = new LinkedHashMap<>();
        records.forEach(entry -> last.put(key.apply(entry), entry));
        return last.values();
    }

    static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    static @Nullable OffsetDateTime utc(Optional<Instant> time) {
        return time.map(Latest::utc).orElse(null);
    }
}
