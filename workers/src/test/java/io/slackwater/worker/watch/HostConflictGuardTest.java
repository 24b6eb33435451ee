package io.slackwater.worker.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.HostMode;
import io.slackwater.worker.watch.HostIdentity.Claim;
import io.slackwater.worker.watch.adoption.AdoptionReporter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostConflictGuardTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final String HOST = "host-1";
    private static final String URI = "qemu+ssh://host-1/system";
    private static final Claim HALF = new Claim("half", FixedHost.id(0).toString(), NOW);

    private final MovingClock clock = new MovingClock(NOW);
    private final FixedHost host = new FixedHost();
    private final PublishedRecords published = new PublishedRecords();
    private final HostClaims claims = new HostClaims();
    private final HostWatcher watcher = new HostWatcher(
            HOST,
            new PublishedHost(HOST),
            new PoolMarkerWriter(HOST, new MarkerProjection()),
            new AdoptionReporter(List.of()),
            this::publish,
            new HostWatchStatuses(new Unmetered()),
            clock,
            Duration.ofDays(200));

    @Test
    void shouldClaimAnewWhereTheLogHasOnlyHalfOfTheClaim() throws HypervisorException {
        HostEvent identified = event(HostEventType.IDENTIFIED)
                .setHostUuid(HALF.uuid())
                .setClaim(HALF.id())
                .build();
        List.of(event(HostEventType.DECLARED).build(), identified).forEach(claims::take);
        claims.caughtUp();
        HostConflictGuard guard = guard(Optional.of(HALF));

        assertThatThrownBy(() -> guard.connected(host)).isInstanceOf(HypervisorException.Unreachable.class);
        guard.lost("half a claim");
        guard.connected(host);

        assertThat(published.of(HostEvent.class))
                .extracting(HostEvent::getType)
                .containsExactly(
                        HostEventType.IDENTIFIED, HostEventType.CLAIMED, HostEventType.REACHABLE, HostEventType.SYNCED);
        assertThat(published.of(HostEvent.class).get(0).getClaim()).isNotEqualTo(Optional.of(HALF.id()));
    }

    @Test
    void shouldSayNothingOfAHostWhileTheClaimsAreNotRead() throws HypervisorException {
        claims.take(event(HostEventType.DECLARED).build());
        HostConflictGuard guard = guard(Optional.of(HALF));

        assertThatThrownBy(() -> guard.connected(host)).isInstanceOf(HypervisorException.Unreachable.class);
        guard.lost("the hosts were not read");
        assertThat(published.all()).isEmpty();

        guard.lost("refused");
        assertThat(published.of(HostEvent.class))
                .extracting(HostEvent::getType)
                .containsExactly(HostEventType.UNREACHABLE);
    }

    @Test
    void shouldReadOnWhereHeadersAreLeft() throws HypervisorException {
        host.addVolume("base");
        for (int number = 0; number < 201; number++) {
            host.addOverlay("overlay-" + number, "base");
        }
        HostEvent declared = event(HostEventType.DECLARED).build();
        claims.take(declared);
        claims.caughtUp();
        HostConflictGuard guard = guard(Optional.empty());
        guard.connected(host);
        assertThat(host.headersRead).hasSize(200);

        clock.advance(Duration.ofSeconds(5));
        guard.heartbeat(host);

        assertThat(host.headersRead).hasSize(201);
    }

    private HostConflictGuard guard(Optional<Claim> claim) {
        return new HostConflictGuard(
                new HostIdentity(HOST, URI, claim, Optional.empty()), watcher, claims, clock, Duration.ZERO);
    }

    /** What is published is read at once. */
    private void publish(List<Publication<?>> publications) {
        published.publish(publications);
        publications.stream()
                .flatMap(publication -> publication.value().stream())
                .filter(HostEvent.class::isInstance)
                .forEach(event -> claims.take((HostEvent) event));
    }

    private static HostEvent.Builder event(HostEventType type) {
        return HostEvent.newBuilder()
                .setHostId(HOST)
                .setType(type)
                .setUri(URI)
                .setMode(HostMode.OBSERVE)
                .setOccurredAt(NOW);
    }

    private static final class Unmetered implements HostWatchStatuses.ResyncMeter {

        @Override
        public void resynced(Duration took) {}

        @Override
        public void malformed() {}
    }
}
