package io.slackwater.reclaimer.kafka;

import io.slackwater.schemas.UpdateEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Updates that overtook their change: kept, one per store, update and phase, until it is heard of. */
final class ParkedUpdates {

    private final KeyValueStore<String, UpdateEvent> parked;

    ParkedUpdates(KeyValueStore<String, UpdateEvent> parked) {
        this.parked = parked;
    }

    void park(String store, UpdateEvent event) {
        // One brain decided all phases of an update but the first, so its times keep their order.
        String moment = Keys.time(event.getOccurredAt());
        String phase = event.getPhase().name();
        parked.put(Keys.of(event.getChangeId(), store, event.getUpdateId(), moment, phase), event);
    }

    /** Takes all updates of a change off, and hands them on with their stores. */
    void take(String changeId, BiConsumer<String, UpdateEvent> receiver) {
        List<KeyValue<String, UpdateEvent>> found = new ArrayList<>();
        try (KeyValueIterator<String, UpdateEvent> rows =
                parked.prefixScan(Keys.prefix(changeId), new StringSerializer())) {
            rows.forEachRemaining(found::add);
        }
        for (KeyValue<String, UpdateEvent> row : found) {
            parked.delete(row.key);
            receiver.accept(Keys.parts(row.key).get(1), row.value);
        }
    }
}
