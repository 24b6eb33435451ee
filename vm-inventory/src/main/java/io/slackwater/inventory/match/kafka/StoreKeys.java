package io.slackwater.inventory.match.kafka;

import io.slackwater.inventory.match.VolumeId;

/** Keys of several parts. A NUL separates the parts, for no part can contain one, and sorts a prefix before what continues it. */
final class StoreKeys {

    private static final char SEPARATOR = '\0';

    private StoreKeys() {}

    static String volume(VolumeId volume) {
        return volume.store() + SEPARATOR + volume.volume();
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
