package io.slackwater.worker.storage;

import io.slackwater.hypervisor.StoragePool;

/** Whether a pool has room: a full thin store stops every guest on it, so some of it stays free. */
final class StoreSpace {

    private StoreSpace() {}

    /**
     * Returns how many bytes are missing for an upload; 0 or less where there is room.
     *
     * @param headroom the part of the capacity that stays free, from 0 to 1
     */
    static long missing(StoragePool pool, long size, double headroom) {
        long reserve = (long) Math.ceil((double) pool.capacityBytes() * headroom);
        return size + reserve - pool.availableBytes();
    }
}
