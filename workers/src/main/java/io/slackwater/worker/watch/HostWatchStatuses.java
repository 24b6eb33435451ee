package io.slackwater.worker.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The watch status of this instance's hosts, for health, metrics and REST. */
public final class HostWatchStatuses {

    private final Map<String, HostWatchStatus> hosts = new ConcurrentHashMap<>();
    private final ResyncMeter resyncs;
    private volatile Optional<Gap> outage = Optional.empty();

    public HostWatchStatuses(ResyncMeter resyncs) {
        this.resyncs = resyncs;
    }

    /** Returns the hosts that were reached, or not, since they are watched, by name. */
    public Map<String, Status> hosts() {
        Map<String, Status> reported = new TreeMap<>();
        hosts.forEach((hostId, entry) -> entry.status().ifPresent(status -> reported.put(hostId, status)));
        return reported;
    }

    /** Returns the hosts of this instance of which the log may not have what is so now, by name. */
    public Map<String, Gap> gaps(Instant now) {
        Map<String, Gap> found = new TreeMap<>();
        hosts.forEach((hostId, entry) -> entry.gap(now).ifPresent(gap -> found.put(hostId, gap)));
        return found;
    }

    /** Returns why a host is not watched; empty where it is, where another instance has it, or where it is being shared out. */
    public Optional<Gap> gapOf(String hostId, Instant now) {
        HostWatchStatus entry = hosts.get(hostId);
        return entry == null ? outage.filter(Gap::isFailure) : entry.gap(now);
    }

    /** Returns why this instance does not know which hosts are its own; empty where it does. */
    public Optional<Gap> outage() {
        return outage;
    }

    /** Says that this instance does not know which hosts are its own; the first time since then stands. */
    public void outage(Gap gap) {
        outage = Optional.of(outage.filter(Gap::isFailure).map(gap::since).orElse(gap));
    }

    /** Says that this instance watches all hosts that are its own: those that broke off before, another instance has, or they are retired. */
    public void taken() {
        if (outage.isPresent()) {
            hosts.values().removeIf(HostWatchStatus::isBrokenOff);
            outage = Optional.empty();
        }
    }

    /** Begins the entry of a host, in place of an earlier one, whose failure lasts until the host is read in full. */
    HostWatchStatus open(String hostId, Instant now) {
        return replace(hostId, new HostWatchStatus(now, false));
    }

    /** Says that the watch of a host broke off; what its watcher still reports is not shown. */
    public void breakOff(String hostId, Gap gap) {
        replace(hostId, new HostWatchStatus(gap.since(), true)).fail(gap);
    }

    private HostWatchStatus replace(String hostId, HostWatchStatus entry) {
        Optional.ofNullable(hosts.put(hostId, entry))
                .flatMap(HostWatchStatus::failure)
                .ifPresent(entry::fail);
        return entry;
    }

    /** Takes a host off the board: it is retired, or another instance has it. */
    public void dismiss(String hostId) {
        hosts.remove(hostId);
    }

    void resynced(Duration took) {
        resyncs.resynced(took);
    }

    void malformed() {
        resyncs.malformed();
    }

    /**
     * How a host is doing.
     *
     * @param since since when it is, or is not, reachable
     * @param vms how many VMs the log says it has
     * @param reason why it is not reachable; empty where it is
     */
    public record Status(boolean reachable, Instant since, int vms, String reason) {}

    /**
     * A time in which a host is not watched.
     *
     * @param isFailure whether something failed; a host that is read for the first time is no failure
     * @param since when it began
     * @param reason why, as a sentence without its full stop
     */
    public record Gap(boolean isFailure, Instant since, String reason) {

        /** Returns this gap, begun when an earlier one did. */
        Gap since(Gap earlier) {
            return new Gap(isFailure || earlier.isFailure, earlier.since, reason);
        }

        /** Returns it as a person reads it. */
        public String told() {
            return "not watched since " + since + ": " + reason;
        }
    }

    /** Measures the watchers' work. */
    public interface ResyncMeter {

        /** A host was read from end to end and the difference was published. */
        void resynced(Duration took);

        /** A domain could not be understood. */
        void malformed();
    }
}
