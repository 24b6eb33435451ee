package io.slackwater.worker.watch.volumes;

import io.slackwater.schemas.StoreVolume;
import io.slackwater.schemas.StoreVolumeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The volumes of one host as they were published last: of a listing, only what differs is written. The log holds the same in {@code
 * slackwater.store-volumes}. Safe for use by several threads.
 */
public final class PublishedVolumes {

    /** A growing image is told again once it grew by this and by a sixteenth. */
    private static final long LEAST_GROWTH_BYTES = 1L << 20;

    private static final int GROWTH_SHARE = 16;

    private final String hostId;
    private final Map<String, Pool> pools = new HashMap<>();

    /** The volumes of a host of which nothing was published. */
    public PublishedVolumes(String hostId) {
        this.hostId = hostId;
    }

    /**
     * A record to be written.
     *
     * @param value empty deletes the key
     */
    public record PendingRecord(String key, Optional<StoreVolume> value) {}

    private record Volume(String digest, long allocationBytes, Instant firstListedAt, ImageHeaders.Known header) {

        static Volume of(StoreVolume told) {
            ImageHeader header = new ImageHeader(told.getHeaderBacking(), told.getDataFile(), told.getHeaderProblem());
            return new Volume(
                    VolumeDigest.of(told),
                    told.getAllocationBytes(),
                    told.getFirstListedAt(),
                    new ImageHeaders.Known(told.getStamp(), header));
        }

        boolean isSame(String seenDigest, long seenAllocationBytes) {
            long grown = Math.abs(seenAllocationBytes - allocationBytes);
            return digest.equals(seenDigest)
                    && (grown <= LEAST_GROWTH_BYTES || grown <= allocationBytes / GROWTH_SHARE);
        }
    }

    private static final class Pool {
        private final Map<String, Volume> volumes = new HashMap<>();
        private Optional<Instant> listedFirst = Optional.empty();
    }

    /** Returns the key of a record. */
    public static String key(StoreVolume told) {
        String listing = told.getHostId() + "/" + told.getPool();
        return told.getType() == StoreVolumeType.LISTING ? listing : listing + "/" + told.getVolume();
    }

    /** Takes over what the log says of a volume or a listing. */
    public synchronized void restore(StoreVolume told) {
        Pool pool = pools.computeIfAbsent(told.getPool(), added -> new Pool());
        if (told.getType() == StoreVolumeType.LISTING) {
            pool.listedFirst = Optional.of(told.getFirstListedAt());
        } else if (told.getType() == StoreVolumeType.VOLUME) {
            pool.volumes.put(told.getVolume(), Volume.of(told));
        }
    }

    /**
     * Takes over that the log says nothing under a key any more.
     *
     * @param rest what the key has after the host: {@code pool} or {@code pool/volume}
     */
    public synchronized void forget(String rest) {
        int slash = rest.indexOf('/');
        String name = slash < 0 ? rest : rest.substring(0, slash);
        Pool pool = pools.get(name);
        if (pool == null) {
            return;
        }
        if (slash < 0) {
            pool.listedFirst = Optional.empty();
        } else {
            pool.volumes.remove(rest.substring(slash + 1));
        }
        if (pool.volumes.isEmpty() && pool.listedFirst.isEmpty()) {
            pools.remove(name);
        }
    }

    /** Whether the log says nothing of the host's pools. */
    public synchronized boolean isEmpty() {
        return pools.isEmpty();
    }

    synchronized Optional<ImageHeaders.Known> header(String pool, String volume) {
        return Optional.ofNullable(pools.get(pool))
                .flatMap(known -> Optional.ofNullable(known.volumes.get(volume)))
                .map(Volume::header);
    }

    /**
     * Returns what is to be written for a reading of all pools, in its order. The first records are the listings of all pools whose
     * volumes differ, as not whole: an image that went from one pool to another is in neither meanwhile.
     */
    public synchronized List<PendingRecord> changes(Map<String, ListedPool> listed) {
        List<PendingRecord> unfinished = new ArrayList<>();
        List<PendingRecord> changes = new ArrayList<>();
        new TreeSet<>(pools.keySet())
                .stream().filter(pool -> !listed.containsKey(pool)).forEach(pool -> changes.addAll(gone(pool)));
        listed.forEach((name, seen) -> {
            List<PendingRecord> ofPool = changes(seen, Optional.ofNullable(pools.get(name)));
            if (ofPool.size() > 1) {
                unfinished.add(record(unfinished(listing(seen, Optional.ofNullable(pools.get(name))))));
            }
            changes.addAll(ofPool);
        });
        unfinished.addAll(changes);
        return unfinished;
    }

    /** Returns what is to be written before pools that were told are listed anew, in the order of the listings. */
    public synchronized List<PendingRecord> unfinished(List<StoreVolume> listings) {
        return notWhole(listings.stream()
                .filter(listing -> pools.containsKey(listing.getPool()))
                .toList());
    }

    /**
     * Returns what is to be written where the volumes could not be told: listings that are not whole. The volumes stay as they were told
     * last.
     */
    public synchronized List<PendingRecord> notWhole(List<StoreVolume> listings) {
        return listings.stream()
                .map(listing -> {
                    Optional<Pool> before = Optional.ofNullable(pools.get(listing.getPool()));
                    return record(StoreVolumes.copy(listing)
                            .setWhole(false)
                            .setVolumes(before.map(pool -> pool.volumes.size()).orElse(0))
                            .setFirstListedAt(
                                    before.flatMap(pool -> pool.listedFirst).orElseGet(listing::getFirstListedAt))
                            .build());
                })
                .toList();
    }

    /** Returns what is to be written for a host that was retired. */
    public synchronized List<PendingRecord> retired() {
        return new TreeSet<>(pools.keySet())
                .stream().flatMap(pool -> gone(pool).stream()).toList();
    }

    /** Returns what is to be written of one pool; the last record is its listing. */
    private static List<PendingRecord> changes(ListedPool seen, Optional<Pool> before) {
        StoreVolume listing = listing(seen, before);
        Map<String, Volume> known = before.map(pool -> pool.volumes).orElse(Map.of());
        if (!listing.getActive()) {
            // What it has nobody knows: what it listed last stays.
            return List.of(
                    record(StoreVolumes.copy(listing).setVolumes(known.size()).build()));
        }
        List<PendingRecord> changes = new ArrayList<>();
        if (listing.getWhole()) {
            new TreeSet<>(known.keySet())
                    .stream()
                            .filter(volume -> !seen.volumes().containsKey(volume))
                            .forEach(volume ->
                                    changes.add(new PendingRecord(key(listing) + "/" + volume, Optional.empty())));
        }
        for (String name : new TreeSet<>(seen.volumes().keySet())) {
            changes.addAll(changes(seen.volumes().get(name), Optional.ofNullable(known.get(name))));
        }
        changes.add(record(listing));
        return changes;
    }

    private static StoreVolume listing(ListedPool seen, Optional<Pool> before) {
        return before.flatMap(pool -> pool.listedFirst)
                .map(first -> StoreVolumes.copy(seen.listing())
                        .setFirstListedAt(first)
                        .build())
                .orElse(seen.listing());
    }

    private static List<PendingRecord> changes(StoreVolume seen, Optional<Volume> told) {
        // Of a new volume, too: what cannot be written is found out before anything is.
        String digest = VolumeDigest.of(seen);
        if (told.filter(known -> known.isSame(digest, seen.getAllocationBytes()))
                .isPresent()) {
            return List.of();
        }
        return List.of(record(told.map(known -> StoreVolumes.copy(seen)
                        .setFirstListedAt(known.firstListedAt())
                        .build())
                .orElse(seen)));
    }

    private static StoreVolume unfinished(StoreVolume listing) {
        return StoreVolumes.copy(listing)
                .setWhole(false)
                .setUnclear("Its volumes are being published")
                .build();
    }

    /** The listing goes first: volumes without one are no whole listing. */
    private List<PendingRecord> gone(String pool) {
        List<PendingRecord> gone = new ArrayList<>();
        gone.add(new PendingRecord(hostId + "/" + pool, Optional.empty()));
        Pool known = pools.getOrDefault(pool, new Pool());
        new TreeSet<>(known.volumes.keySet())
                .forEach(volume -> gone.add(new PendingRecord(hostId + "/" + pool + "/" + volume, Optional.empty())));
        return gone;
    }

    private static PendingRecord record(StoreVolume told) {
        return new PendingRecord(key(told), Optional.of(told));
    }
}
