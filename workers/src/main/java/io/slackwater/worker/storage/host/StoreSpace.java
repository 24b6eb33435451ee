package io.slackwater.worker.storage.host;

import io.slackwater.hypervisor.StoragePool;

/** Whether a pool has room: a full thin store stops every guest on it, so some of it stays free. */
public final class StoreSpace {

    private StoreSpace() {}

    /**
     * Returns how many bytes are missing for an upload; 0 or less where there is room.
     *
     * @param headroom the part of the capacity that stays free, from 0 to 1
     */
    public static long missing(StoragePool pool, long size, double headroom) {
        long reserve = (long) Math.ceil((double) pool.capacityBytes() * headroom);
        return size + reserve - pool.availableBytes();
    }
}
