package io.slackwater.reclaimer.hands;

import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.NewVolume;
import io.slackwater.hypervisor.StoragePool;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The small volume by which hosts that see the same storage see that it is one store. */
public final class StoreMarker {

    private static final String PREFIX = "slackwater-store:";
    private static final int SIZE = 512;

    private StoreMarker() {}

    /**
     * Returns the name of a store's marker.
     *
     * @param store the store's id, {@code host/pool}
     */
    public static String nameOf(String store) {
        return PREFIX + store.replace('/', ':');
    }

    /**
     * Makes the marker if the pool has none.
     *
     * @param store the store's id, {@code host/pool}
     */
    static void ensure(HostConnection host, StoragePool pool, String store) throws HypervisorException, IOException {
        boolean isMarked =
                pool.volumes().stream().anyMatch(volume -> volume.name().startsWith(PREFIX));
        if (isMarked) {
            return;
        }
        String name = nameOf(store);
        byte[] text = ("This storage pool is Slackwater's store " + store + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] content = Arrays.copyOf(text, SIZE);
        host.upload(pool.name(), new NewVolume(name, "raw", SIZE), new ByteArrayInputStream(content));
    }
}
