package io.slackwater.hypervisor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The small volume beside a store's marker by which a store says how far a log has come there: docs/decisions/015. A volume cannot be
 * written anew by its name in one step, so the number is in the name: the new one is made before the old one is deleted, and of
 * several the highest counts. Killed at any instant, it leaves the old number or the new one.
 */
public final class StoreCounter {

    private static final String PREFIX = "slackwater-count:";
    private static final int SIZE = 512;

    private StoreCounter() {}

    /**
     * How far a log has come in a store.
     *
     * @param logId the id of the log's Kafka cluster, without a colon or a slash
     * @param number the number of its last command there, from 1
     */
    public record Count(String logId, long number) {

        private String volume() {
            return PREFIX + logId + ":" + number;
        }
    }

    /** Whether a volume of that name is a counter. */
    public static boolean isCounter(String volume) {
        return volume.startsWith(PREFIX);
    }

    /** Returns what a store counts: of each log the highest number, ordered by log. */
    public static List<Count> of(StoragePool pool) {
        Map<String, Count> highest = new HashMap<>();
        pool.volumes().stream()
                .flatMap(volume -> parse(volume.name()).stream())
                .forEach(count -> highest.merge(
                        count.logId(), count, (one, other) -> one.number() >= other.number() ? one : other));
        return highest.values().stream()
                .sorted(Comparator.comparing(Count::logId))
                .toList();
    }

    /**
     * Has a store count at least so far. Two that raise it at the same time leave the higher number.
     *
     * @param pool as it was read last
     * @throws HypervisorException.NoSpace if the pool has no room for the new number; it has the old one still
     */
    public static void raise(HostConnection host, StoragePool pool, Count count) throws HypervisorException {
        boolean isCounted = of(pool).stream()
                .anyMatch(known -> known.logId().equals(count.logId()) && known.number() >= count.number());
        if (!isCounted) {
            make(host, pool, count);
        }
        for (Volume volume : pool.volumes()) {
            Optional<Count> known = parse(volume.name());
            if (known.filter(older -> older.logId().equals(count.logId()) && older.number() < count.number())
                    .isPresent()) {
                delete(host, pool, volume.name());
            }
        }
    }

    /** Has a store forget a log's count, and lower ones of that log; one that went on since stays. */
    public static void forget(HostConnection host, StoragePool pool, Count last) throws HypervisorException {
        for (Volume volume : pool.volumes()) {
            if (parse(volume.name())
                    .filter(count -> count.logId().equals(last.logId()) && count.number() <= last.number())
                    .isPresent()) {
                delete(host, pool, volume.name());
            }
        }
    }

    private static void make(HostConnection host, StoragePool pool, Count count) throws HypervisorException {
        byte[] text = "Slackwater's log %s has come to command %d in this storage pool\n"
                .formatted(count.logId(), count.number())
                .getBytes(StandardCharsets.UTF_8);
        try {
            host.upload(
                    pool.name(),
                    new NewVolume(count.volume(), "raw", SIZE),
                    new ByteArrayInputStream(Arrays.copyOf(text, SIZE)));
        } catch (HypervisorException.Rejected refused) {
            // Another one may have made the same in this moment.
            if (host.pool(pool.name())
                    .flatMap(now -> now.volume(count.volume()))
                    .isEmpty()) {
                throw refused;
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("What is counted with is in memory", impossible);
        }
    }

    private static void delete(HostConnection host, StoragePool pool, String volume) throws HypervisorException {
        try {
            host.delete(pool.name(), volume);
        } catch (HypervisorException.NotFound deletedByAnother) {
            // What was to be.
        }
    }

    private static Optional<Count> parse(String volume) {
        int end = volume.lastIndexOf(':');
        if (!isCounter(volume) || end < PREFIX.length()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Count(volume.substring(PREFIX.length(), end), Long.parseLong(volume.substring(end + 1))));
        } catch (NumberFormatException strange) {
            return Optional.empty();
        }
    }
}
