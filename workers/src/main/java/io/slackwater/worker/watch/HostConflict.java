package io.slackwater.worker.watch;

import java.time.Instant;
import java.util.Optional;

/**
 * Two declared hosts that report one UUID.
 *
 * @param hostId the one that is not watched
 * @param first the one that was there first
 * @param since when the UUID of the one that is not watched was read
 * @param firstAway since when the one that was there first is not reachable; empty where it is, or nobody has tried
 */
public record HostConflict(String hostId, String first, String uuid, Instant since, Optional<Instant> firstAway) {

    private static final String MARK = "SAME_HOST_AS ";

    /** Returns what a reason begins with that names the same two hosts; empty for any reason of another kind. */
    static String kind(String reason) {
        int end = reason.indexOf(':');
        return reason.startsWith(MARK) && end > 0 ? reason.substring(0, end) : "";
    }

    /** Returns what is wrong and what to do about it, in one line. */
    public String told() {
        String reached = firstAway
                .map(from -> " %s is not reachable since %s.".formatted(first, from))
                .orElse("");
        return MARK
                + "%1$s: libvirt tells the host UUID %2$s of both, so %3$s is not watched.%4$s If they are one machine, retire the name that no longer leads there: slackwater hosts retire %1$s or slackwater hosts retire %3$s. If they are two: set another host_uuid in /etc/libvirt/virtqemud.conf of one (/etc/libvirt/libvirtd.conf where libvirtd runs), and restart that daemon"
                        .formatted(first, uuid, hostId, reached);
    }
}
