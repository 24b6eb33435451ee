package io.slackwater.streams.poison;

import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.streams.poison.SampleRecords.Values;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A record that no service of ours writes.
 *
 * @param kind what is wrong with it
 * @param timestamp the record's timestamp in milliseconds; empty where it is not what is wrong
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PoisonRecord(String kind, @Nullable String key, byte @Nullable [] value, @Nullable Long timestamp) {

    /** The key of a healthy record of any topic. */
    public static final String ID = "debian-12";

    /** Almost as much as a broker takes by default. */
    public static final int LARGEST = 1_000_000;

    /** 2026-03-01. */
    private static final long A_TIME = 1_772_323_200_000L;

    private static final long YEAR_9999 = 253_402_300_000_000L;
    private static final Values HEALTHY = new Values(ID, A_TIME, 1, 1, true);

    private static PoisonRecord of(String kind, @Nullable String key, byte @Nullable [] value) {
        return new PoisonRecord(kind, key, value, null);
    }

    /** Returns a poison record of each kind for a topic. */
    public static List<PoisonRecord> of(Topic<?> topic) {
        String key = key(topic);
        byte[] healthy = SampleRecords.of(topic, HEALTHY)
                .get(1 % SampleRecords.of(topic, HEALTHY).size());
        List<PoisonRecord> records = new ArrayList<>();
        records.add(of("null key", null, healthy));
        records.add(of("empty key", "", healthy));
        records.add(of("key of 100 KB", "k".repeat(100_000), healthy));
        records.add(of("null key and garbage", null, garbage(100)));
        if (!isOfRows(topic)) {
            // A row of the state without a value is gone.
            records.add(of("null value", key, null));
        }
        records.add(of("null key and value", null, null));
        records.add(of("empty value", key, new byte[0]));
        records.add(of("garbage", key, garbage(100)));
        records.add(of("garbage near the size limit", key, garbage(LARGEST)));
        records.add(of("garbage beyond the size limit, as compression lets it pass", key, garbage(3 * LARGEST)));
        records.add(of("truncated", key, Arrays.copyOf(healthy, healthy.length - 3)));
        records.add(of("unknown fingerprint", key, unknownFingerprint(healthy, 1)));
        records.add(new PoisonRecord("record time in the year 9999", key, healthy, YEAR_9999));
        records.add(new PoisonRecord("record time of 1970", key, healthy, 0L));
        records.addAll(absurd(topic));
        return records;
    }

    /** The same without what a broker itself refuses: times in the future, and what is too large though it is compressed. */
    public static List<PoisonRecord> ofKafka(Topic<?> topic) {
        return of(topic).stream()
                .filter(record -> record.timestamp() == null)
                .filter(record -> record.value() == null || record.value().length <= LARGEST)
                .toList();
    }

    /** Returns records of a topic's own schema with content that nobody means. */
    private static List<PoisonRecord> absurd(Topic<?> topic) {
        List<PoisonRecord> records = new ArrayList<>();
        add(records, topic, "year 9999", new Values(ID, YEAR_9999, 1, 1, true));
        if (!topic.equals(Topics.STORAGE_STATE)) {
            // A row of the state has no other fields.
            add(records, topic, "year 9999, optional fields left out", new Values(ID, YEAR_9999, 1, 1, false));
        }
        add(records, topic, "latest time", new Values(ID, Long.MAX_VALUE, 1, 1, true));
        add(records, topic, "earliest time", new Values(ID, Long.MIN_VALUE, 1, 1, true));
        add(records, topic, "largest numbers", new Values(ID, A_TIME, Long.MAX_VALUE, 1, true));
        add(records, topic, "negative numbers", new Values(ID, A_TIME, -5, 1, true));
        add(records, topic, "smallest numbers", new Values(ID, A_TIME, Long.MIN_VALUE, 1, true));
        if (!topic.equals(Topics.ROLLOUTS)) {
            // A freeze of the fleet is about no change.
            add(records, topic, "empty strings", new Values("", A_TIME, 1, 1, true));
        }
        add(records, topic, "NUL in strings", new Values("a\0b", A_TIME, 1, 1, true));
        add(records, topic, "long strings", new Values("x".repeat(20_000), A_TIME, 1, 1, true));
        return records;
    }

    private static void add(List<PoisonRecord> records, Topic<?> topic, String kind, Values values) {
        for (byte[] value : SampleRecords.of(topic, values)) {
            records.add(of("absurd content: " + kind, key(topic), value));
        }
    }

    /** Returns records that could be meant, one for each type of what happens, with unrelated values. */
    public static List<PoisonRecord> odd(Topic<?> topic) {
        List<PoisonRecord> records = new ArrayList<>();
        if (isOfRows(topic)) {
            records.add(of("row that is gone", key(topic), null));
        }
        add(records, topic, "none", HEALTHY);
        add(records, topic, "none, optional fields left out", new Values(ID, A_TIME, 0, 1, false));
        add(records, topic, "lists of 300", new Values(ID, A_TIME, 1, 300, true));
        return records;
    }

    /** Returns a record whose schema nobody wrote to the log; other numbers, other schemas. */
    public static byte[] unknownFingerprint(byte[] healthy, int number) {
        byte[] unknown = healthy.clone();
        ByteBuffer.wrap(unknown).order(ByteOrder.LITTLE_ENDIAN).putLong(2, 0x0123_4567_89AB_0000L + number);
        return unknown;
    }

    /** Returns bytes that are no record. */
    public static byte[] garbage(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static boolean isOfRows(Topic<?> topic) {
        return topic.equals(Topics.STORAGE_STATE) || topic.equals(Topics.UPDATE_STATE);
    }

    private static String key(Topic<?> topic) {
        if (topic.equals(Topics.STORAGE_STATE)) {
            return "volume\0" + ID + "\0" + ID;
        }
        return topic.equals(Topics.HOST_VMS) || topic.equals(Topics.STORE_VOLUMES) ? ID + "/" + ID : ID;
    }

    @Override
    public String toString() {
        return kind;
    }
}
