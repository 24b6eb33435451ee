package io.slackwater.inventory.hosts.kafka;

import io.slackwater.inventory.hosts.Host;
import io.slackwater.inventory.hosts.HostDeclaration;
import io.slackwater.inventory.hosts.HostMode;
import io.slackwater.inventory.hosts.InvalidDeclarationException;
import io.slackwater.schemas.HostEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Folds host events into the hosts as they are now. */
final class HostProjection {

    private final Map<String, Host> hosts = new ConcurrentSkipListMap<>();

    List<Host> all() {
        return new ArrayList<>(hosts.values());
    }

    Optional<Host> find(String hostId) {
        return Optional.ofNullable(hosts.get(hostId));
    }

    /**
     * Takes an event.
     *
     * @throws InvalidDeclarationException if it declares what no edge of ours lets pass
     */
    void take(HostEvent event) {
        switch (event.getType()) {
            case DECLARED -> put(event, declaration(event), Host.State.DECLARED);
            case REACHABLE -> move(event, Host.State.REACHABLE);
            case UNREACHABLE -> move(event, Host.State.UNREACHABLE);
            case SYNCED -> move(event, Host.State.SYNCED);
            case RETIRED -> move(event, Host.State.RETIRED);
            case UNKNOWN, MARKED, IDENTIFIED, CLAIMED -> {
                // Nothing about the host itself, or written by a newer release, which knows what to do with it.
            }
        }
    }

    private void move(HostEvent event, Host.State state) {
        Host known = hosts.get(event.getHostId());
        boolean isLateNews = known != null && known.retired() && state != Host.State.RETIRED;
        if (known != null && !isLateNews) {
            put(event, known.declaration(), state);
        }
    }

    private void put(HostEvent event, HostDeclaration hostDeclaration, Host.State state) {
        Host known = hosts.get(event.getHostId());
        boolean staysUp = state == Host.State.DECLARED
                && known != null
                && !known.retired()
                && known.declaration().uri().equals(hostDeclaration.uri());
        if (staysUp) {
            hosts.put(
                    event.getHostId(), new Host(hostDeclaration, false, known.state(), known.since(), known.reason()));
        } else {
            boolean retired = state == Host.State.RETIRED;
            hosts.put(
                    event.getHostId(),
                    new Host(hostDeclaration, retired, state, event.getOccurredAt(), event.getReason()));
        }
    }

    private static HostDeclaration declaration(HostEvent event) {
        return new HostDeclaration(
                event.getHostId(),
                event.getUri().orElse(""),
                event.getFurtherUris(),
                HostMode.valueOf(event.getMode().name()),
                event.getLabels());
    }
}
