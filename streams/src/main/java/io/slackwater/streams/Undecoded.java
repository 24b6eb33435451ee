package io.slackwater.streams;

import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The bytes as they came, beside what became of them, so that a dead letter can hold them unchanged.
 *
 * @param bytes what a dead letter holds of them; null for a tombstone
 */
@SuppressWarnings("ArrayRecordComponent") // never compared: it lives between two processors
record Undecoded<T extends SpecificRecord>(byte @Nullable [] bytes, Decoded<T> decoded) {}
