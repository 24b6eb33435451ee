package io.slackwater.topology.match;

import io.slackwater.domain.match.VolumeId;

/** Keys of several parts. A NUL separates the parts, for no part can contain one, and sorts a prefix before what continues it. */
final class StoreKeys {

    private static final char SEPARATOR = '\0';

    private StoreKeys() {}

    static String volume(VolumeId volume) {
        return pair(volume.store(), volume.volume());
    }

    static String pair(String first, String second) {
        return first + SEPARATOR + second;
    }

    /** Returns the first part of a key of two. */
    static String first(String pair) {
        return pair.substring(0, pair.indexOf(SEPARATOR));
    }

    /** Returns a key behind all pairs with that first part. */
    static String behind(String first) {
        return first + (char) (SEPARATOR + 1);
    }

    /** Returns the key right after another. */
    static String after(String key) {
        return key + SEPARATOR;
    }

    static String sequence(long number) {
        return "%016x".formatted(number);
    }

    static long sequenceOf(String key) {
        return Long.parseLong(key, 16);
    }
}
