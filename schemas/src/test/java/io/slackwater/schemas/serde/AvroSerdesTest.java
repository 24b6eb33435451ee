package io.slackwater.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slackwater.schemas.HeldRows;
import io.slackwater.schemas.StorageState;
import io.slackwater.schemas.topics.Topics;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.message.SchemaStore;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AvroSerdesTest {

    private final SchemaStore.Cache writers = new SchemaStore.Cache();
    private final AvroSerdes serdes = new AvroSerdes(writers);

    static Stream<OtherVersion> versions() {
        return Stream.of(
                OtherVersion.before(StorageState.class, "StorageState", "heard"),
                OtherVersion.after(StorageState.class));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void shouldReadRowsOfAnotherVersionWhoseSchemaIsKnown(OtherVersion version) {
        Serde<StorageState> rows = serdes.ofRows(StorageState.class);
        StorageState row = StorageState.newBuilder()
                .setHolding(new HeldRows("vm-1", List.of()))
                .build();
        byte[] stored = version.write(rows.serializer().serialize("rows", row));
        assertThatThrownBy(() -> rows.deserializer().deserialize("rows", stored))
                .isInstanceOf(SerializationException.class);

        writers.addSchema(version.schema());

        assertThat(rows.deserializer().deserialize("rows", stored)).isEqualTo(row);
    }

    @Test
    void shouldLeaveTombstonesAsTheyAre() {
        Serde<HeldRows> rows = serdes.ofRows(HeldRows.class);

        assertThat(rows.serializer().serialize("rows", null)).isNull();
        assertThat(rows.deserializer().deserialize("rows", null)).isNull();
    }

    @Test
    void shouldRememberTheTypesOfRowsOnly() {
        serdes.of(Topics.UPDATES);
        serdes.ofRows(HeldRows.class);
        serdes.ofRows(HeldRows.class);

        assertThat(serdes.rowTypes()).containsExactly(HeldRows.class);
    }
}
