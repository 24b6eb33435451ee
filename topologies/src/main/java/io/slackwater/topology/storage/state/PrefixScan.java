package io.slackwater.topology.storage.state;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The rows of a state store whose keys begin alike. */
final class PrefixScan {

    private static final StringSerializer PREFIX = new StringSerializer();

    private PrefixScan() {}

    /** Returns the rows, in the order of their keys. The store may be changed while they are gone through. */
    static <V> List<KeyValue<String, V>> of(KeyValueStore<String, V> rows, String prefix) {
        List<KeyValue<String, V>> found = new ArrayList<>();
        try (KeyValueIterator<String, V> iterator = rows.prefixScan(prefix, PREFIX)) {
            iterator.forEachRemaining(found::add);
        }
        return found;
    }
}
