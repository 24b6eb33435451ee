package io.slackwater.runtime.streams;

import org.apache.avro.specific.SpecificRecord;

/** The bytes as they came, beside what became of them, so that a dead letter can hold them unchanged. */
@SuppressWarnings("ArrayRecordComponent") // never compared: it lives between two processors
record Undecoded<T extends SpecificRecord>(byte[] bytes, Decoded<T> decoded) {}
