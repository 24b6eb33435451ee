package io.slackwater.inventory.match.kafka;

import io.slackwater.inventory.match.VolumeId;

/** Keys of several parts. A NUL separates the parts, for no part can contain one, and sorts a prefix before what continues it. */
final class StoreKeys {

    private static final char SEPARATOR = '\0';

    private StoreKeys() {}

    static String volume(VolumeId volume) {
        return volume.store() + SEPARATOR + volume.volume();
    }

    static String use(VolumeId volume, String vmId) {
        return volume(volume) + SEPARATOR + vmId;
    }

    static String holding(String portion, VolumeId volume) {
        return portion + SEPARATOR + volume(volume);
    }

    /** Returns the last part of a use's key. */
    static String vmOf(String use) {
        return use.substring(use.lastIndexOf(SEPARATOR) + 1);
    }

    /** Returns the last two parts of a holding's key. */
    static VolumeId volumeOf(String holding) {
        int volume = holding.lastIndexOf(SEPARATOR);
        int store = holding.lastIndexOf(SEPARATOR, volume - 1);
        return new VolumeId(holding.substring(store + 1, volume), holding.substring(volume + 1));
    }

    /** Returns where the keys begin that continue these parts. */
    static String first(String parts) {
        return parts + SEPARATOR;
    }

    /** Returns a key after all that continue these parts, and before any other. */
    static String last(String parts) {
        return parts + '\u0001';
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
