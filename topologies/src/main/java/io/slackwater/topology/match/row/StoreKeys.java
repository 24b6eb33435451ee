package io.slackwater.topology.match.row;

import io.slackwater.domain.volume.VolumeId;

/** Keys of several parts. A NUL separates the parts, for no part can contain one, and sorts a prefix before what continues it. */
public final class StoreKeys {

    private static final char SEPARATOR = '\0';

    private StoreKeys() {}

    public static String volume(VolumeId volume) {
        return pair(volume.store(), volume.volume());
    }

    public static String pair(String first, String second) {
        return first + SEPARATOR + second;
    }

    /** Returns the first part of a key of two. */
    public static String first(String pair) {
        return pair.substring(0, pair.indexOf(SEPARATOR));
    }

    /** Returns a key behind all pairs with that first part. */
    public static String behind(String first) {
        return first + (char) (SEPARATOR + 1);
    }

    /** Returns the key right after another. */
    public static String after(String key) {
        return key + SEPARATOR;
    }

    public static String sequence(long number) {
        return "%016x".formatted(number);
    }

    public static long sequenceOf(String key) {
        return Long.parseLong(key, 16);
    }
}
