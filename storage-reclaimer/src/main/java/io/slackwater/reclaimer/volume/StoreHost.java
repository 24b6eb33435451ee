package io.slackwater.reclaimer.volume;

import java.util.Set;

/**
 * A host that has a store, as it was heard of last.
 *
 * @param pool the pool's name there
 * @param poolType libvirt's pool type; empty where the host was never synced
 * @param poolActive whether the pool is active; an inactive one cannot be asked
 */
public record StoreHost(
        String hostId, String uri, Mode mode, Contact contact, String pool, String poolType, boolean poolActive) {

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

    /** Whether pools of its type are more than observed. */
    public boolean hasSupportedPool() {
        return SUPPORTED_POOLS.contains(poolType);
    }
}
