package io.slackwater.topology.storage.state;

import io.slackwater.reclaimer.rows.HostContactRow;
import io.slackwater.reclaimer.rows.HostRow;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.HostMode;
import io.slackwater.topology.storage.row.PoolRowMapper;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes the row of a host by what is said of it. */
final class HostRowChanges {

    private HostRowChanges() {}

    /** Returns the host after an event; null where it does not count any more. */
    static @Nullable HostRow next(@Nullable HostRow before, HostEvent event) {
        if (before == null && event.getType() != HostEventType.DECLARED) {
            // Late news of a retired host.
            return null;
        }
        HostRow known = before != null ? before : unknown();
        return switch (event.getType()) {
            case DECLARED -> declared(known, event);
            case REACHABLE -> withContact(known, HostContactRow.NOT_SYNCED);
            case UNREACHABLE -> withContact(known, HostContactRow.UNREACHABLE);
            case SYNCED ->
                new HostRow(
                        known.getUri(),
                        known.getMode(),
                        HostContactRow.SYNCED,
                        true,
                        PoolRowMapper.of(event.getStores(), known.getStores()),
                        event.getMarkersRead(),
                        known.getDeclaredAt(),
                        known.getFurtherUris());
            case RETIRED -> null;
            case UNKNOWN, MARKED, IDENTIFIED, CLAIMED -> before;
        };
    }

    private static HostRow unknown() {
        return HostRow.newBuilder()
                .setUri("")
                .setMode(HostMode.OBSERVE)
                .setContact(HostContactRow.NOT_SYNCED)
                .setEverSynced(false)
                .setStores(Map.of())
                .build();
    }

    /** A host that is declared again with another URI is another machine until it is synced. */
    private static HostRow declared(HostRow known, HostEvent event) {
        String uri = event.getUri().orElse("");
        boolean isMoved = !known.getUri().equals(uri);
        return new HostRow(
                uri,
                event.getMode(),
                isMoved ? HostContactRow.NOT_SYNCED : known.getContact(),
                known.getEverSynced(),
                known.getStores(),
                isMoved ? -1L : known.getMarkersRead(),
                isMoved ? event.getOccurredAt() : known.getDeclaredAt(),
                event.getFurtherUris());
    }

    private static HostRow withContact(HostRow host, HostContactRow contact) {
        return new HostRow(
                host.getUri(),
                host.getMode(),
                contact,
                host.getEverSynced(),
                host.getStores(),
                host.getMarkersRead(),
                host.getDeclaredAt(),
                host.getFurtherUris());
    }
}
