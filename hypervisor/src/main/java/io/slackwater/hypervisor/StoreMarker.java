package io.slackwater.hypervisor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The small volume by which hosts that see the same storage see that it is one store: docs/decisions/004. Whatever Slackwater puts into
 * a pool, it marks the pool before.
 */
public final class StoreMarker {

    private static final String PREFIX = "slackwater-store:";
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

    /** Whether a volume of that name is a marker. */
    public static boolean isMarker(String volume) {
        return volume.startsWith(PREFIX);
    }

    /** Returns the id of the store as which a pool is marked; empty where it is not. Of several markers the first by name counts. */
    public static Optional<String> storeOf(StoragePool pool) {
        return pool.volumes().stream()
                .map(Volume::name)
                .filter(StoreMarker::isMarker)
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
        byte[] text = ("This storage pool is Slackwater's store " + store + "\n").getBytes(StandardCharsets.UTF_8);
        NewVolume marker = new NewVolume(nameOf(store), "raw", SIZE);
        try {
            host.upload(pool.name(), marker, new ByteArrayInputStream(Arrays.copyOf(text, SIZE)));
        } catch (HypervisorException.Rejected refused) {
            // Another service may have made the same marker in this moment.
            if (host.pool(pool.name()).flatMap(StoreMarker::storeOf).isEmpty()) {
                throw refused;
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("What is marked with is in memory", impossible);
        }
        return host.pool(pool.name()).flatMap(StoreMarker::storeOf).orElse(store);
    }
}
