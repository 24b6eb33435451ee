package io.slackwater.ingest.publication.kafka;

import io.slackwater.schemas.ChangeEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The sightings that came in a replay, in their order. What was decided of them may stand further on in the log. */
final class DeferredSightings {

    private static final int DIGITS = 19;

    private final KeyValueStore<String, ChangeEvent> store;
    private long last;

    DeferredSightings(ProcessingContext context) {
        store = context.getStateStore(PublicationTopology.HELD);
        try (KeyValueIterator<String, ChangeEvent> newest = store.reverseAll()) {
            last = newest.hasNext() ? Long.parseLong(newest.next().key.substring(0, DIGITS)) : 0;
        }
    }

    boolean isEmpty() {
        try (KeyValueIterator<String, ChangeEvent> all = store.all()) {
            return !all.hasNext();
        }
    }

    void add(Record<String, ChangeEvent> sighting) {
        last++;
        store.put("%019d".formatted(last) + sighting.key(), sighting.value());
    }

    /** Takes the oldest out, at most that many, as if they came now. */
    List<Record<String, ChangeEvent>> take(int most, long now) {
        List<KeyValue<String, ChangeEvent>> oldest = new ArrayList<>();
        try (KeyValueIterator<String, ChangeEvent> all = store.all()) {
            while (all.hasNext() && oldest.size() < most) {
                oldest.add(all.next());
            }
        }
        oldest.forEach(held -> store.delete(held.key));
        return oldest.stream()
                .map(held -> new Record<>(held.key.substring(DIGITS), held.value, now))
                .toList();
    }
}
