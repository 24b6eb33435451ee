package io.slackwater.inventory.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HostTest {

    private static final Instant SINCE = Instant.parse("2026-03-01T00:00:00Z");

    @ParameterizedTest
    @EnumSource(names = {"REACHABLE", "SYNCED"})
    void shouldNotCallAHostReachedOrReadWhileNobodyWatchesIt(Host.State state) {
        Host shown = host(state).notWatched(SINCE.plusSeconds(1), "The broker is away");

        assertThat(shown.state()).isEqualTo(Host.State.NOT_WATCHED);
        assertThat(shown.since()).isEqualTo(SINCE.plusSeconds(1));
        assertThat(shown.reason()).contains("The broker is away");
    }

    @Test
    void shouldGoOnSayingWhatHoldsWithoutAWatch() {
        assertThat(host(Host.State.RETIRED).notWatched(SINCE, "The broker is away"))
                .isEqualTo(host(Host.State.RETIRED));
    }

    @Test
    void shouldCallAHostTheSameAsAnotherUnlessItIsRetired() {
        Host shown = host(Host.State.UNREACHABLE).sameHost(SINCE.plusSeconds(1), "SAME_HOST_AS a");

        assertThat(shown.state()).isEqualTo(Host.State.SAME_HOST);
        assertThat(shown.reason()).contains("SAME_HOST_AS a");
        assertThat(host(Host.State.RETIRED).sameHost(SINCE, "SAME_HOST_AS a")).isEqualTo(host(Host.State.RETIRED));
    }

    @Test
    void shouldSayWhatIsNotKnownOfAHostBesideItsState() {
        Host shown = host(Host.State.SYNCED).unclear("HOST_UUID_UNKNOWN");

        assertThat(shown.state()).isEqualTo(Host.State.SYNCED);
        assertThat(shown.reason()).contains("HOST_UUID_UNKNOWN");
        assertThat(shown.unclear("another").reason()).contains("HOST_UUID_UNKNOWN");
    }

    private static Host host(Host.State state) {
        HostDeclaration hostDeclaration =
                new HostDeclaration("host-1", "test:///default", List.of(), HostMode.OBSERVE, Map.of());
        return new Host(hostDeclaration, state == Host.State.RETIRED, state, SINCE, Optional.empty());
    }
}
