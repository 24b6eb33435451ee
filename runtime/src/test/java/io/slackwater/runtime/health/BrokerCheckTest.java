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

    /** On a busy machine. Quarkus' own checks take 10 s and 60 s beside that. */
    private static final Duration LONGEST = BrokerCheck.TIMEOUT.multipliedBy(4);

    @TempDir
    private Path directory;

    @Test
    void shouldTellSoonWhetherTheBrokerAnswers() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(directory.resolve("data"), directory.resolve("broker.log"))) {
            BrokerCheck check = new BrokerCheck(Map.of("bootstrap.servers", broker.bootstrapServers()));
            try {
                await().atMost(Duration.ofMinutes(1)).until(() -> check.call().getStatus() == Status.UP);

                broker.pause();
                assertDown(check);

                broker.resume();
                await().atMost(Duration.ofMinutes(1)).until(() -> check.call().getStatus() == Status.UP);

                broker.kill();
                assertDown(check);
            } finally {
                check.close();
            }
        }
    }

    @Test
    void shouldTellThatTheNameOfTheBrokerIsNotKnown() {
        BrokerCheck check = new BrokerCheck(Map.of("bootstrap.servers", "no-such-host.invalid:9092"));

        assertDown(check);

        check.close();
    }

    private static void assertDown(BrokerCheck check) {
        HealthCheckResponse response = assertTimeoutPreemptively(LONGEST, check::call);
        assertThat(response.getName()).isEqualTo("broker");
        assertThat(response.getStatus()).isEqualTo(Status.DOWN);
        assertThat(String.valueOf(response.getData().orElseThrow().get("reason")))
                .isNotEmpty()
                .isNotEqualTo("null");
    }
}
