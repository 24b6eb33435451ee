package io.slackwater.hypervisor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The small volume by which hosts that see the same storage see that it is one store: docs/decisions/004. Whatever Slackwater puts into
 * a pool, it marks the pool before; and it deletes nothing from a pool that is not marked.
 */
public final class StoreMarker {

    private static final String PREFIX = "slackwater-store:";
    private static final String PROBE_PREFIX = "slackwater-probe:";
    private static final int SIZE = 512;
    private static final Set<String> POOLS_OF_FILES = Set.of("dir", "fs", "netfs");

    private StoreMarker() {}

    /**
     * Returns the name of a store's marker.
     *
     * @param store the store's id, {@code host/pool}
     */
    public static String nameOf(String store) {
        return PREFIX + store.replace('/', ':');
    }

    /** Whether a volume of that name is a marker, or a probe. */
    public static boolean isMarker(String volume) {
        return volume.startsWith(PREFIX) || isProbe(volume);
    }

    /** Whether a volume of that name is one that Slackwater keeps for itself: a marker, a probe or a {@linkplain StoreCounter count}. */
    public static boolean isBookkeeping(String volume) {
        return isMarker(volume) || StoreCounter.isCounter(volume);
    }

    /**
     * Returns the name of a volume that is written through one host and looked for through another, to see whether both have the same
     * directory: a marker may have been copied with everything else.
     *
     * @param nonce what nobody wrote before
     */
    public static String probeOf(UUID nonce) {
        return PROBE_PREFIX + nonce;
    }

    /** Whether a volume of that name is a probe. */
    public static boolean isProbe(String volume) {
        return volume.startsWith(PROBE_PREFIX);
    }

    /** Returns the id of the store as which a pool is marked; empty where it is not. Of several markers the first by name counts. */
    public static Optional<String> storeOf(StoragePool pool) {
        return pool.volumes().stream()
                .map(Volume::name)
                .filter(name -> name.startsWith(PREFIX))
                .sorted()
                .map(name -> name.substring(PREFIX.length()))
                .filter(name -> name.indexOf(':') > 0)
                .map(name -> name.replaceFirst(":", "/"))
                .findFirst();
    }

    /** Whether pools of a type can be marked: those whose volumes are files. */
    public static boolean fits(String poolType) {
        return POOLS_OF_FILES.contains(poolType);
    }

    /**
     * Marks a pool, unless it is marked already, or cannot be.
     *
     * @param pool as it was read last
     * @param store the store's id, {@code host/pool}
     * @return the id of the store that it is: another one where somebody else marked it first
     * @throws HypervisorException.NoSpace if the pool has no room for it
     */
    public static String ensure(HostConnection host, StoragePool pool, String store) throws HypervisorException {
        if (!fits(pool.type()) || storeOf(pool).isPresent()) {
            return storeOf(pool).orElse(store);
        }
        try {
            write(host, pool.name(), nameOf(store), "This storage pool is Slackwater's store " + store);
        } catch (HypervisorException.Rejected refused) {
            // Another service may have made the same marker in this moment.
            if (host.pool(pool.name()).flatMap(StoreMarker::storeOf).isEmpty()) {
                throw refused;
            }
        }
        return host.pool(pool.name()).flatMap(StoreMarker::storeOf).orElse(store);
    }

    /**
     * Writes a probe into a pool.
     *
     * @param probe its name: {@link #probeOf}
     * @throws HypervisorException.NoSpace if the pool has no room for it
     */
    public static void probe(HostConnection host, String pool, String probe) throws HypervisorException {
        write(host, pool, probe, "Slackwater looks whether other hosts see this file; it may be deleted");
    }

    private static void write(HostConnection host, String pool, String name, String line) throws HypervisorException {
        byte[] text = (line + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            host.upload(pool, new NewVolume(name, "raw", SIZE), new ByteArrayInputStream(Arrays.copyOf(text, SIZE)));
        } catch (IOException impossible) {
            throw new UncheckedIOException("What is written is in memory", impossible);
        }
    }
}
