package io.slackwater.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slackwater.schemas.VmState;
import io.slackwater.schemas.VmStateEvent;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.SchemaStore;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroCodecTest {

    private final AvroCodec<VmStateEvent> codec = new AvroCodec<>(VmStateEvent.class);

    @Test
    void shouldReadBackWhatItWrote() {
        VmStateEvent event = anEvent();

        assertThat(codec.decode(codec.encode(event))).isEqualTo(event);
    }

    @Test
    void shouldBeginWithTheMarkerAndTheFingerprintOfTheSchema() {
        ByteBuffer bytes = ByteBuffer.wrap(codec.encode(anEvent())).order(ByteOrder.LITTLE_ENDIAN);

        assertThat(bytes.get()).isEqualTo((byte) 0xC3);
        assertThat(bytes.get()).isEqualTo((byte) 0x01);
        assertThat(bytes.getLong()).isEqualTo(SchemaNormalization.parsingFingerprint64(VmStateEvent.getClassSchema()));
    }

    @Test
    void shouldReadAnOlderRecordThatLacksALaterField() throws Exception {
        Schema older = new Schema.Parser()
                .parse(
                        """
                {"type":"record","name":"VmStateEvent","namespace":"io.slackwater.schemas","fields":[
                 {"name":"vmId","type":"string"},{"name":"hostId","type":"string"},
                 {"name":"state","type":{"type":"enum","name":"VmState","symbols":["UNKNOWN","RUNNING"],"default":"UNKNOWN"}},
                 {"name":"occurredAt","type":{"type":"long","logicalType":"timestamp-millis"}}]}""");
        SchemaStore.Cache writers = new SchemaStore.Cache();
        writers.addSchema(older);
        GenericData.Record record = new GenericRecordBuilder(older)
                .set("vmId", "vm-1")
                .set("hostId", "host-1")
                .set("state", new GenericData.EnumSymbol(older.getField("state").schema(), "RUNNING"))
                .set("occurredAt", 1000L)
                .build();
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        new BinaryMessageEncoder<GenericData.Record>(new GenericData(), older).encode(record, written);

        VmStateEvent read = new AvroCodec<>(VmStateEvent.class, writers).decode(written.toByteArray());

        assertThat(read.getState()).isEqualTo(VmState.RUNNING);
        assertThat(read.getReason()).isEmpty();
        assertThat(read.getOccurredAt()).isEqualTo(Instant.ofEpochMilli(1000));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9, 10, 11, 20})
    void shouldSayWhatATruncatedRecordIsNot(int length) {
        byte[] truncated = Arrays.copyOf(codec.encode(anEvent()), length);

        assertThatThrownBy(() -> codec.decode(truncated))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("VmStateEvent");
    }

    @Test
    void shouldNameAnUnknownFingerprint() {
        byte[] foreign = codec.encode(anEvent());
        foreign[2] ^= 0x55;

        assertThatThrownBy(() -> codec.decode(foreign))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("The schema of this VmStateEvent is not in the log");
    }

    @Test
    void shouldRefuseAStringThatClaimsToBeLongerThanTheRecord() {
        byte[] hostile = Arrays.copyOf(codec.encode(anEvent()), 16);
        byte[] twoGigabytes = {(byte) 0xFC, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F};
        System.arraycopy(twoGigabytes, 0, hostile, 10, twoGigabytes.length);

        assertThatThrownBy(() -> codec.decode(hostile)).isInstanceOf(SerializationException.class);
    }

    @Test
    void shouldNeverFailOtherwiseThanBySerializationException() {
        Random random = new Random(42);
        byte[] valid = codec.encode(anEvent());
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = valid.clone();
            for (int change = 0; change < 3; change++) {
                damaged[10 + random.nextInt(damaged.length - 10)] = (byte) random.nextInt();
            }
            try {
                codec.decode(damaged);
            } catch (SerializationException expected) {
                refused++;
            }
        }

        assertThat(refused).isPositive();
    }

    private static VmStateEvent anEvent() {
        return VmStateEvent.newBuilder()
                .setVmId("2f0e0f1c-3a55-4c7e-9f67-0d3c1d3a7b11")
                .setHostId("host-1")
                .setState(VmState.SHUTOFF)
                .setReason("SHUTDOWN")
                .setOccurredAt(Instant.parse("2026-01-02T03:04:05.678Z"))
                .build();
    }
}
