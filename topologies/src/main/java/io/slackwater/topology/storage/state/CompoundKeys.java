package io.slackwater.topology.storage.state;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * Builds and splits the compound keys of state stores: parts joined by a character that no name holds, so that a prefix
 * selects whole parts.
 */
public final class CompoundKeys {

    private static final String SEPARATOR = "\0";
    private static final HexFormat HEX = HexFormat.of();

    private CompoundKeys() {}

    public static String of(String... parts) {
        return String.join(SEPARATOR, parts);
    }

    /** Returns what every key begins with that has these parts and more. */
    public static String prefix(String... parts) {
        return of(parts) + SEPARATOR;
    }

    /** Returns a key behind all that have these parts and more. */
    static String behind(String... parts) {
        return of(parts) + '\1';
    }

    public static List<String> parts(String key) {
        return List.of(key.split(SEPARATOR, -1));
    }

    /** Returns a time as text that sorts by time. */
    public static String time(Instant time) {
        return HEX.toHexDigits(Math.max(0, time.toEpochMilli()));
    }
}
