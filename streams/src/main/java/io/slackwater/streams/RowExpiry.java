package io.slackwater.streams;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Removes the rows of a state store that mean nothing any more. It reads the store in the order of its keys, some rows at a time, so
 * that no transaction grows with the store. Where it is, it keeps in memory: after a restart it begins at the first row.
 *
 * @param <V> a row
 */
public final class RowExpiry<V> {

    private final KeyValueStore<String, V> rows;
    private final BiPredicate<KeyValue<String, V>, Instant> isOver;
    private final Consumer<String> removal;
    private final int most;
    private final Duration pause;
    private String next = "";
    private Instant nextPassAt = Instant.MIN;

    /**
     * The expiry of a store.
     *
     * @param isOver whether a row, with its key, means nothing any more at that time
     * @param removal removes the row of a key from the store, and what belongs to it
     * @param most how many rows to read at once
     * @param pause how long to wait after the last row before it begins at the first again
     */
    public RowExpiry(
            KeyValueStore<String, V> rows,
            BiPredicate<KeyValue<String, V>, Instant> isOver,
            Consumer<String> removal,
            int most,
            Duration pause) {
        this.rows = rows;
        this.isOver = isOver;
        this.removal = removal;
        this.most = most;
        this.pause = pause;
    }

    /** Reads the next rows, and removes those of them that are over. */
    public void advance(Instant now) {
        if (now.isBefore(nextPassAt)) {
            return;
        }
        List<String> over = new ArrayList<>();
        String last = "";
        boolean isEnd;
        try (KeyValueIterator<String, V> left = next.isEmpty() ? rows.all() : rows.range(next, null)) {
            for (int read = 0; read < most && left.hasNext(); read++) {
                KeyValue<String, V> row = left.next();
                last = row.key;
                if (isOver.test(row, now)) {
                    over.add(row.key);
                }
            }
            isEnd = !left.hasNext();
        }
        over.forEach(removal);
        // The first key that may follow.
        next = isEnd ? "" : last + '\0';
        nextPassAt = isEnd ? now.plus(pause) : nextPassAt;
    }
}
