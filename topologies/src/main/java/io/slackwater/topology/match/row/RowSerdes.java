package io.slackwater.topology.match.row;

import java.util.function.Function;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/** Makes serdes of what the decisions work with, from serdes of the rows in which it is kept. */
final class RowSerdes {

    private RowSerdes() {}

    static <T, R> Serde<T> serde(Serde<R> rows, Function<T, R> toRow, Function<R, T> ofRow) {
        Serializer<R> serializer = rows.serializer();
        Deserializer<R> deserializer = rows.deserializer();
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : serializer.serialize(topic, toRow.apply(value)),
                (topic, bytes) -> bytes == null ? null : ofRow.apply(deserializer.deserialize(topic, bytes)));
    }
}
