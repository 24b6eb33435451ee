package io.slackwater.streams;

import org.apache.avro.specific.SpecificRecord;

/** What became of a record's bytes. */
public sealed interface Decoded<T extends SpecificRecord> {

    /** A record that could be read. */
    record Value<T extends SpecificRecord>(T value) implements Decoded<T> {}

    /**
     * A record that could not be read. It is in the dead-letter topic; what its key stands for is unknown until a clean
     * record of the same key comes.
     *
     * @param cause why it could not be read
     */
    record Poison<T extends SpecificRecord>(String cause) implements Decoded<T> {}

    /** A record without a value, in a topic of rows: there is no row of its key any more. Other topics have it as poison. */
    record Absent<T extends SpecificRecord>() implements Decoded<T> {}
}
