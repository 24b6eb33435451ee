package io.slackwater.topology.storage.index;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** The order of the keys in a state store. */
public final class KeyOrder {

    /** RocksDB's order, which is not that of strings for characters beyond the basic plane. */
    public static final Comparator<String> BY_BYTES = (one, other) ->
            Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

    private KeyOrder() {}
}
