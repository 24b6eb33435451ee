package io.slackwater.worker.storage.host;

import io.github.bucket4j.Bucket;
import io.slackwater.hypervisor.TransferListener;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** How fast content may move between here and each host, in both directions and all transfers together. */
public final class Bandwidth {

    /** The least that is asked for at a time, so that a slow host's transfers take turns. */
    private static final long PIECE_BYTES = 256 << 10;

    private final OptionalLong bytesPerSecond;
    private final Map<String, Bucket> hosts = new ConcurrentHashMap<>();

    private Bandwidth(OptionalLong bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    public static Bandwidth unlimited() {
        return new Bandwidth(OptionalLong.empty());
    }

    /**
     * The same limit for each host.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public static Bandwidth perHost(long bytesPerSecond) {
        if (bytesPerSecond <= 0) {
            throw new IllegalArgumentException(
                    "The bytes per second of a host must be positive, not %d".formatted(bytesPerSecond));
        }
        return new Bandwidth(OptionalLong.of(bytesPerSecond));
    }

    /** Returns what makes a transfer to or from a host wait for its turn. */
    public TransferListener of(String hostId) {
        if (bytesPerSecond.isEmpty()) {
            return TransferListener.FREE;
        }
        Bucket bucket = hosts.computeIfAbsent(hostId, added -> bucket(bytesPerSecond.getAsLong()));
        return bytes -> {
            for (long left = bytes; left > 0; left -= PIECE_BYTES) {
                bucket.asBlocking().consumeUninterruptibly(Math.min(left, PIECE_BYTES));
            }
        };
    }

    private static Bucket bucket(long bytesPerSecond) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(Math.max(bytesPerSecond, PIECE_BYTES))
                        .refillGreedy(bytesPerSecond, Duration.ofSeconds(1))
                        .initialTokens(0))
                .build();
    }
}
