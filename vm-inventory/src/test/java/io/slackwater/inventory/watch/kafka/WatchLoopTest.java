package io.slackwater.inventory.watch.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.watch.WatchSettings;
import io.slackwater.worker.watch.HostClaims;
import io.slackwater.worker.watch.HostWatchStatuses;
import io.slackwater.worker.watch.MarkerProjection;
import java.time.Clock;
import java.time.Duration;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.message.SchemaStore;
import org.junit.jupiter.api.Test;

class WatchLoopTest {

    private final HostWatchStatuses board = new HostWatchStatuses(new Unmetered());

    @Test
    void shouldPauseAfterAnError() {
        AtomicReference<WatchLoop> made = new AtomicReference<>();
        AtomicInteger attempts = new AtomicInteger();
        Map<String, Object> client = new AbstractMap<>() {
            @Override
            public Set<Entry<String, Object>> entrySet() {
                if (attempts.incrementAndGet() > 1) {
                    made.get().close();
                }
                // So that the pause after the failure ends at once, and the loop with it.
                Thread.currentThread().interrupt();
                throw new NoClassDefFoundError("simulated");
            }
        };
        HostWatchFactory parts = new HostWatchFactory(
                uri -> {
                    throw new HypervisorException.Unreachable("none", null);
                },
                WatchSettings.DEFAULTS,
                List.of(),
                board,
                new MarkerProjection(),
                new HostClaims(),
                Clock.systemUTC());
        WatchLoop loop = new WatchLoop(client, Map.of(), new SchemaStore.Cache(), parts);
        made.set(loop);

        assertThatCode(loop::run).doesNotThrowAnyException();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(attempts).as("attempts before the first pause").hasValue(1);
    }

    private static final class Unmetered implements HostWatchStatuses.ResyncMeter {

        @Override
        public void resynced(Duration took) {}

        @Override
        public void malformed() {}
    }
}
