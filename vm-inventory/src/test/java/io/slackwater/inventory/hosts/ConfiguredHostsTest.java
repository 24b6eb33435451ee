package io.slackwater.inventory.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfiguredHostsTest {

    private static final HostDeclaration CONFIGURED =
            new HostDeclaration("host-1", "test:///default", HostMode.OBSERVE, Map.of("rack", "1"));

    private final LogOfHosts log = new LogOfHosts();
    private final ConfiguredHosts hosts = new ConfiguredHosts(List.of(CONFIGURED), log);

    @Test
    void shouldDeclareAHostThatIsNew() {
        hosts.declare();

        assertThat(log.declared).containsExactly(CONFIGURED);
    }

    @Test
    void shouldNotDeclareAgainWhatTheLogSaysAlready() {
        log.put(CONFIGURED, false);

        hosts.declare();

        assertThat(log.declared).isEmpty();
    }

    @Test
    void shouldDeclareAgainWhatChanged() {
        log.put(new HostDeclaration("host-1", "test:///default", HostMode.ACTIVE, Map.of("rack", "1")), false);

        hosts.declare();

        assertThat(log.declared).containsExactly(CONFIGURED);
    }

    @Test
    void shouldDeclareAgainWhenItsFurtherUrisChanged() {
        log.put(
                new HostDeclaration(
                        "host-1", "test:///default", List.of("lxc:///system"), HostMode.OBSERVE, Map.of("rack", "1")),
                false);

        hosts.declare();

        assertThat(log.declared).containsExactly(CONFIGURED);
    }

    @Test
    void shouldLeaveAHostRetiredThatAnOperatorRetired() {
        log.put(CONFIGURED, true);

        hosts.declare();

        assertThat(log.declared).isEmpty();
    }

    @Test
    void shouldLeaveAHostRetiredThoughItsSettingsChanged() {
        log.put(
                new HostDeclaration(CONFIGURED.hostId(), "test:///other", CONFIGURED.mode(), CONFIGURED.labels()),
                true);

        hosts.declare();

        assertThat(log.declared).isEmpty();
    }

    private static final class LogOfHosts implements HostRepository {

        private final Map<String, Host> hosts = new HashMap<>();
        private final List<HostDeclaration> declared = new ArrayList<>();

        void put(HostDeclaration hostDeclaration, boolean retired) {
            hosts.put(
                    hostDeclaration.hostId(),
                    new Host(hostDeclaration, retired, Host.State.SYNCED, Instant.EPOCH, Optional.empty()));
        }

        @Override
        public List<Host> all() {
            return List.copyOf(hosts.values());
        }

        @Override
        public Optional<Host> find(String hostId) {
            return Optional.ofNullable(hosts.get(hostId));
        }

        @Override
        public void declare(HostDeclaration hostDeclaration) {
            declared.add(hostDeclaration);
        }

        @Override
        public void retire(String hostId, String reason) {
            throw new UnsupportedOperationException();
        }
    }
}
