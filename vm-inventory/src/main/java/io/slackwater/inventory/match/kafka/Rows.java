package io.slackwater.inventory.match.kafka;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Makes serdes of small rows. The first byte of each row is the format's version. */
final class Rows {

    private static final int VERSION = 3;
    private static final int USUAL_SIZE = 512;

    private Rows() {}

    /** Writes a row's fields in order. */
    interface Writer<T> {
        void write(T row, DataOutputStream output) throws IOException;
    }

    /** Reads a row's fields in the order in which they were written. */
    interface Reader<T> {
        T read(DataInputStream input) throws IOException;
    }

    static <T> Serde<T> serde(Writer<T> writer, Reader<T> reader) {
        Serializer<T> serializer = (topic, row) -> row == null ? null : write(row, writer);
        Deserializer<T> deserializer = (topic, bytes) -> bytes == null ? null : read(bytes, reader);
        return Serdes.serdeFrom(serializer, deserializer);
    }

    private static <T> byte @Nullable [] write(T row, Writer<T> writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
        DataOutputStream output = new DataOutputStream(bytes);
        try {
            output.writeByte(VERSION);
            writer.write(row, output);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static <T> T read(byte[] bytes, Reader<T> reader) {
        try (DataInputStream input = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = input.readByte();
            if (version != VERSION) {
                throw new IOException(
                        "A row of version " + version + " is of another release: rebuild the state from the log");
            }
            return reader.read(input);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }
}
