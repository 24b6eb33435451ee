package io.slackwater.domain.modifiable;

import java.time.Instant;
import java.util.Map;

/**
 * What is known of a host.
 *
 * @param uri where a worker reaches it; empty until it was declared
 * @param modeSince since when it has been in its mode
 * @param reachable whether its watcher reaches it
 * @param synced whether all of it was read since it was reached
 * @param linkSince since when reachable and synced have been what they are
 * @param retired whether an operator took it out of the fleet
 * @param labels its labels, values by name
 */
public record HostInfo(
        String hostId,
        String uri,
        Mode mode,
        Instant modeSince,
        boolean reachable,
        boolean synced,
        Instant linkSince,
        boolean retired,
        Map<String, String> labels) {

    public HostInfo {
        labels = Map.copyOf(labels);
    }

    /** A host of which nothing is known: nothing may be done there. */
    public static HostInfo unknown(String hostId, Instant since) {
        return new HostInfo(hostId, "", Mode.OBSERVE, since, false, false, since, false, Map.of());
    }

    /** Takes a declaration; declaring a retired host again brings it back. */
    public HostInfo declared(String newUri, Mode newMode, Instant at) {
        Instant since = newMode == mode ? modeSince : at;
        return new HostInfo(hostId, newUri, newMode, since, reachable, synced, linkSince, false, labels);
    }

    /** Returns the same host with other labels. */
    public HostInfo labelled(Map<String, String> given) {
        return new HostInfo(hostId, uri, mode, modeSince, reachable, synced, linkSince, retired, given);
    }

    /** It was reached; until it is synced what is known of its VMs is old. */
    public HostInfo reached(Instant at) {
        return reachable ? this : link(true, false, at);
    }

    public HostInfo synced(Instant at) {
        return synced ? this : link(true, true, at);
    }

    public HostInfo lost(Instant at) {
        return reachable ? link(false, false, at) : this;
    }

    public HostInfo retired(Instant at) {
        return new HostInfo(hostId, uri, mode, modeSince, false, false, at, true, labels);
    }

    private HostInfo link(boolean nowReachable, boolean nowSynced, Instant at) {
        return new HostInfo(hostId, uri, mode, modeSince, nowReachable, nowSynced, at, retired, labels);
    }

    /** What may be done on a host. */
    public enum Mode {
        OBSERVE,
        ACTIVE,
        MAINTENANCE
    }
}
