package io.slackwater.runtime.messaging;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * The value of a record as a channel received it.
 *
 * @param bytes the value as it came
 * @param value what it says; null where it cannot be read
 * @param cause why it cannot be read; empty where it can
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ReceivedCommand<T extends SpecificRecord>(byte[] bytes, @Nullable T value, String cause) {

    /**
     * Returns what it says.
     *
     * @throws SerializationException if it cannot be read
     */
    T read() {
        if (value == null) {
            throw new SerializationException(cause);
        }
        return value;
    }
}
