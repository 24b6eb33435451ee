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
import org.jdbi.v3.core.statement.PreparedBatch;
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

    /** Writes the rows of a batch, if it has any. */
    static void execute(PreparedBatch rows) {
        if (rows.size() > 0) {
            rows.execute();
        }
    }

    static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    static @Nullable OffsetDateTime utc(Optional<Instant> time) {
        return time.map(Latest::utc).orElse(null);
    }
}
