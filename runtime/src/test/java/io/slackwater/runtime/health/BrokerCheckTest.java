package io.slackwater.runtime.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.slackwater.broker.BrokerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerCheckTest {

    /** Kafka's own client waits twice as long for a broker that stands still. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void shouldTellSoonWhetherTheBrokerAnswers() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(directory.resolve("data"), directory.resolve("broker.log"))) {
            BrokerCheck check = new BrokerCheck(Map.of("bootstrap.servers", broker.bootstrapServers()));
            assertThat(check.call().getStatus()).isEqualTo(Status.UP);

            broker.pause();
            HealthCheckResponse paused = assertTimeoutPreemptively(LONGEST, check::call);
            assertThat(paused.getStatus()).isEqualTo(Status.DOWN);
            assertThat(String.valueOf(paused.getData().orElseThrow().get("reason")))
                    .isNotEmpty();

            broker.resume();
            await().atMost(LONGEST).until(() -> check.call().getStatus() == Status.UP);

            broker.kill();
            assertThat(assertTimeoutPreemptively(LONGEST, check::call).getStatus())
                    .isEqualTo(Status.DOWN);
            check.close();
        }
    }
}
