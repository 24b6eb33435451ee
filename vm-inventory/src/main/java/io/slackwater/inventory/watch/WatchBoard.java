package io.slackwater.inventory.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** How the hosts that this instance watches are doing; for health and metrics. */
public final class WatchBoard {

    private final Map<String, Status> hosts = new ConcurrentHashMap<>();
    private final ResyncMeter meter;

    public WatchBoard(ResyncMeter meter) {
        this.meter = meter;
    }

    /** Returns the hosts that are watched, by name. */
    public Map<String, Status> hosts() {
        return new TreeMap<>(hosts);
    }

    void report(String hostId, Status status) {
        hosts.put(hostId, status);
    }

    /** Takes a host off the board: it is not watched any more. */
    public void dismiss(String hostId) {
        hosts.remove(hostId);
    }

    void resynced(Duration took) {
        meter.resynced(took);
    }

    void malformed() {
        meter.malformed();
    }

    /**
     * How a host is doing.
     *
     * @param since since when it is, or is not, reachable
     * @param vms how many VMs the log says it has
     * @param reason why it is not reachable; empty where it is
     */
    public record Status(boolean reachable, Instant since, int vms, String reason) {}

    /** Measures the watchers' work. */
    public interface ResyncMeter {

        /** A host was read from end to end and the difference was published. */
        void resynced(Duration took);

        /** A domain could not be understood. */
        void malformed();
    }
}
