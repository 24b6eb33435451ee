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
    public record Change(String key, Optional<StoreVolume> value) {}

    private record Volume(String digest, long allocationBytes, Instant firstListedAt, ImageHeaders.Known header) {

        static Volume of(StoreVolume told) {
            ImageHeader header = new ImageHeader(
                    told.getHeaderBacking(),
                    told.getDataFile(),
                    told.getUnresolved().stream().findFirst());
            return new Volume(
                    VolumeDigest.of(told),
                    told.getAllocationBytes(),
                    told.getFirstListedAt(),
                    new ImageHeaders.Known(told.getStamp(), header));
        }

        boolean isTold(StoreVolume seen) {
            long grown = Math.abs(seen.getAllocationBytes() - allocationBytes);
            return digest.equals(VolumeDigest.of(seen))
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

    /** Returns what is to be written for a reading of all pools, in its order. */
    public synchronized List<Change> news(Map<String, ListedPool> listed) {
        List<Change> news = new ArrayList<>();
        new TreeSet<>(pools.keySet())
                .stream().filter(pool -> !listed.containsKey(pool)).forEach(pool -> news.addAll(gone(pool)));
        listed.forEach((name, pool) -> news.addAll(news(pool, Optional.ofNullable(pools.get(name)))));
        return news;
    }

    /** Returns what is to be written for a host that was retired. */
    public synchronized List<Change> retired() {
        return new TreeSet<>(pools.keySet())
                .stream().flatMap(pool -> gone(pool).stream()).toList();
    }

    private static List<Change> news(ListedPool seen, Optional<Pool> before) {
        StoreVolume listing = before.flatMap(pool -> pool.listedFirst)
                .map(first -> StoreVolumes.copy(seen.listing())
                        .setFirstListedAt(first)
                        .build())
                .orElse(seen.listing());
        Map<String, Volume> known = before.map(pool -> pool.volumes).orElse(Map.of());
        if (!listing.getActive()) {
            // What it has nobody knows: what it listed last stays.
            return List.of(
                    change(StoreVolumes.copy(listing).setVolumes(known.size()).build()));
        }
        List<Change> news = new ArrayList<>();
        if (listing.getWhole()) {
            new TreeSet<>(known.keySet())
                    .stream()
                            .filter(volume -> !seen.volumes().containsKey(volume))
                            .forEach(volume -> news.add(new Change(key(listing) + "/" + volume, Optional.empty())));
        }
        for (String name : new TreeSet<>(seen.volumes().keySet())) {
            news.addAll(news(seen.volumes().get(name), Optional.ofNullable(known.get(name))));
        }
        if (!news.isEmpty()) {
            news.add(0, change(unfinished(listing)));
        }
        news.add(change(listing));
        return news;
    }

    private static List<Change> news(StoreVolume seen, Optional<Volume> told) {
        if (told.filter(same -> same.isTold(seen)).isPresent()) {
            return List.of();
        }
        return List.of(change(told.map(known -> StoreVolumes.copy(seen)
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
    private List<Change> gone(String pool) {
        List<Change> gone = new ArrayList<>();
        gone.add(new Change(hostId + "/" + pool, Optional.empty()));
        Pool known = pools.getOrDefault(pool, new Pool());
        new TreeSet<>(known.volumes.keySet())
                .forEach(volume -> gone.add(new Change(hostId + "/" + pool + "/" + volume, Optional.empty())));
        return gone;
    }

    private static Change change(StoreVolume told) {
        return new Change(key(told), Optional.of(told));
    }
}
