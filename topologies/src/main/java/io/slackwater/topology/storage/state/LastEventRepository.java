package io.slackwater.topology.storage.state;

import io.slackwater.schemas.StorageState;
import io.slackwater.schemas.cloudevents.EventHeaders;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Stores the last applied event of each stream. A stream is what keeps its order in any replay: the updates of a VM, or
 * the outcomes, or the adoptions, each as far as they concern one store.
 */
public final class LastEventRepository {

    /** The stream of the outcomes of a store. */
    public static final String OUTCOMES = "";

    /** The stream of the adoptions of a store. */
    public static final String ADOPTIONS = "adoptions";

    private final KeyValueStore<String, String> heard;
    private final StateTopicBuffer stateTopic;

    LastEventRepository(KeyValueStore<String, String> heard, StateTopicBuffer stateTopic) {
        this.heard = heard;
        this.stateTopic = stateTopic;
    }

    /** Returns the id of an event; empty where its writer gave it none. */
    public static String idOf(Headers headers) {
        return EventHeaders.read(headers, EventHeaders.ID).orElse("");
    }

    public void applied(String store, String stream, String eventId) {
        if (!eventId.isEmpty()) {
            heard.put(CompoundKeys.of(store, stream), eventId);
            stateTopic.heard(store, stream, eventId);
        }
    }

    /** Takes over what the state topic says of a row. */
    void restore(List<String> key, StorageState state) {
        state.getHeard().ifPresent(eventId -> heard.put(CompoundKeys.of(key.get(1), key.get(2)), eventId));
    }

    public Optional<String> last(String store, String stream) {
        return Optional.ofNullable(heard.get(CompoundKeys.of(store, stream)));
    }
}
