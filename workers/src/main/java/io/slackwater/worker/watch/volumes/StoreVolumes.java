package io.slackwater.worker.watch.volumes;

import io.slackwater.schemas.StoreVolume;

/** Copies of records with fields to change. */
final class StoreVolumes {

    private StoreVolumes() {}

    /**
     * Returns a builder that has the fields of a record. Avro's own copying finds classes by their names, and so finds those of another
     * class loader where several have them.
     */
    static StoreVolume.Builder copy(StoreVolume told) {
        return StoreVolume.newBuilder()
                .setHostId(told.getHostId())
                .setPool(told.getPool())
                .setType(told.getType())
                .setStore(told.getStore())
                .setVolume(told.getVolume())
                .setPath(told.getPath())
                .setFormat(told.getFormat())
                .setCapacityBytes(told.getCapacityBytes())
                .setAllocationBytes(told.getAllocationBytes())
                .setBackingPath(told.getBackingPath().orElse(null))
                .setBackingFormat(told.getBackingFormat())
                .setReferences(told.getReferences())
                .setUnresolved(told.getUnresolved())
                .setUnclear(told.getUnclear())
                .setBookkeeping(told.getBookkeeping())
                .setStamp(told.getStamp())
                .setDataFile(told.getDataFile().orElse(null))
                .setHeaderBacking(told.getHeaderBacking().orElse(null))
                .setHeaderProblem(told.getHeaderProblem().orElse(null))
                .setActive(told.getActive())
                .setWhole(told.getWhole())
                .setVolumes(told.getVolumes())
                .setFirstListedAt(told.getFirstListedAt())
                .setObservedAt(told.getObservedAt());
    }
}
