package io.slackwater.domain.storage.host;

import java.util.List;
import java.util.Set;

/**
 * The last known state of a host that has a store.
 *
 * @param furtherUris connections that know of other guests of the host
 * @param pool the pool's name there
 * @param poolType libvirt's pool type; empty where the host was never synced
 * @param poolActive whether the pool is active; an inactive one cannot be asked
 * @param marker how the store's marker is seen there
 */
public record StoreHost(
        String hostId,
        String uri,
        List<String> furtherUris,
        Mode mode,
        Contact contact,
        String pool,
        String poolType,
        boolean poolActive,
        Marker marker) {

    /** Those of which it is shown that a store is known again on another host, and that staging and reclaiming work. */
    private static final Set<String> SUPPORTED_POOLS = Set.of("dir", "fs", "netfs");

    /** What Slackwater may do on a host. */
    public enum Mode {
        OBSERVE,
        ACTIVE,
        MAINTENANCE
    }

    /** Whether what is known of a host is whole. */
    public enum Contact {
        /** Declared or reached, and not listed in full since. */
        NOT_SYNCED,
        SYNCED,
        UNREACHABLE
    }

    /**
     * How a host shows the store's marker.
     *
     * @param shown whether its pool showed it when it was read last
     * @param failure why the pool could not be marked; empty where it was, or nobody tried
     * @param otherPools further pools of the host that show the same marker: they are the same directory, or a copy
     */
    public record Marker(boolean shown, String failure, List<String> otherPools) {

        /** The marker of the only pool that shows it. */
        public static final Marker SHOWN = new Marker(true, "", List.of());

        public Marker {
            otherPools = List.copyOf(otherPools);
        }
    }

    public StoreHost {
        furtherUris = List.copyOf(furtherUris);
    }

    /** A host of one connection. */
    public StoreHost(
            String hostId,
            String uri,
            Mode mode,
            Contact contact,
            String pool,
            String poolType,
            boolean poolActive,
            Marker marker) {
        this(hostId, uri, List.of(), mode, contact, pool, poolType, poolActive, marker);
    }

    /** Whether its pool can be marked, and showed no marker when it was read last. */
    public boolean isUnmarked() {
        return hasSupportedPool() && !marker.shown();
    }

    /** Whether pools of its type are more than observed. */
    public boolean hasSupportedPool() {
        return SUPPORTED_POOLS.contains(poolType);
    }
}
