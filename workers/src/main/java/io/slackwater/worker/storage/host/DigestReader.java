package io.slackwater.worker.storage.host;

import io.slackwater.domain.adoption.DigestResult;
import io.slackwater.domain.storage.model.StorageTask;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.Volume;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Reads volumes and computes their digests. What takes longer than somebody waits is read on, and is known to whoever
 * asks again; it is forgotten after a while, and once the volume changed.
 */
public final class DigestReader {

    private static final Duration KNOWN_FOR = Duration.ofHours(1);

    private final StorageConnections hosts;
    private final Bandwidth bandwidth;
    private final LongSupplier nanoTime;
    private final Map<Key, Entry> entries = new ConcurrentHashMap<>();

    /** Digests of the volumes of any host; {@code nanoTime} is the monotonic clock. */
    public DigestReader(StorageConnections hosts, Bandwidth bandwidth, LongSupplier nanoTime) {
        this.hosts = hosts;
        this.bandwidth = bandwidth;
        this.nanoTime = nanoTime;
    }

    private record Key(String uri, String pool, String volume, String stamp, long bytes) {}

    private record Entry(CompletableFuture<Done> reading) {

        boolean isDoneBefore(long nanoTime) {
            return reading.isDone() && reading.join().at() - nanoTime < 0;
        }
    }

    private record Done(DigestResult reading, long at) {}

    /**
     * Begins to read a volume, unless that is under way or done.
     *
     * @param queue takes the work; false if it has no room
     */
    public void begin(StorageTask.Site site, Volume volume, Predicate<Runnable> queue) {
        long old = nanoTime.getAsLong() - KNOWN_FOR.toNanos();
        entries.values().removeIf(entry -> entry.isDoneBefore(old));
        Key key = key(site, volume);
        Entry begun = new Entry(new CompletableFuture<>());
        if (entries.putIfAbsent(key, begun) != null) {
            return;
        }
        boolean isTaken = queue.test(() -> complete(begun, read(site, key)));
        if (!isTaken) {
            complete(begun, new DigestResult.Missing("many others are to be read first"));
        }
    }

    /** Returns what came of a reading that was begun, if need be after some time. */
    public DigestResult await(StorageTask.Site site, Volume volume, Duration atMost) throws InterruptedException {
        Key key = key(site, volume);
        Entry entry = entries.get(key);
        if (entry == null) {
            return new DigestResult.Missing("it is to be read anew");
        }
        try {
            DigestResult digestResult = entry.reading()
                    .get(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS)
                    .reading();
            if (digestResult instanceof DigestResult.Missing) {
                entries.remove(key, entry);
            }
            return digestResult;
        } catch (TimeoutException late) {
            return new DigestResult.Missing("it is being read");
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("A reading is never completed by a failure", impossible);
        }
    }

    private DigestResult read(StorageTask.Site site, Key key) {
        try {
            return new DigestResult.Digest(
                    hosts.to(site).sha256(key.pool(), key.volume(), key.bytes(), bandwidth.of(site.hostId())));
        } catch (HypervisorException | RuntimeException unreadable) {
            return new DigestResult.Missing(String.valueOf(unreadable.getMessage()));
        }
    }

    private void complete(Entry entry, DigestResult digestResult) {
        entry.reading().complete(new Done(digestResult, nanoTime.getAsLong()));
    }

    private static Key key(StorageTask.Site site, Volume volume) {
        return new Key(site.uri(), site.pool(), volume.name(), volume.stamp(), volume.contentBytes());
    }
}
