package io.slackwater.topology.storage.state;

import io.slackwater.schemas.StorageState;
import io.slackwater.schemas.cloudevents.EventHeaders;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Which event of each stream was taken account of last. A stream is what keeps its order in any replay: the updates of a VM, or
 * the outcomes, or the adoptions, each as far as they concern one store.
 */
public final class LastEventRepository {

    /** The stream of the outcomes of a store. */
    public static final String OUTCOMES = "";

    /** The stream of the adoptions of a store. */
    public static final String ADOPTIONS = "adoptions";

    private final KeyValueStore<String, String> heard;
    private final StateTopicBuffer twin;

    LastEventRepository(KeyValueStore<String, String> heard, StateTopicBuffer twin) {
        this.heard = heard;
        this.twin = twin;
    }

    /** Returns the id of an event; empty where its writer gave it none. */
    public static String idOf(Headers headers) {
        return EventHeaders.read(headers, EventHeaders.ID).orElse("");
    }

    public void heard(String store, String stream, String eventId) {
        if (!eventId.isEmpty()) {
            heard.put(Keys.of(store, stream), eventId);
            twin.heard(store, stream, eventId);
        }
    }

    /** Takes over what the state topic says of a row. */
    void restore(List<String> key, StorageState state) {
        state.getHeard().ifPresent(eventId -> heard.put(Keys.of(key.get(1), key.get(2)), eventId));
    }

    public Optional<String> last(String store, String stream) {
        return Optional.ofNullable(heard.get(Keys.of(store, stream)));
    }
}
