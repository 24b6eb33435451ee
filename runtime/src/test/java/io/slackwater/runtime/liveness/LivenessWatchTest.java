package io.slackwater.runtime.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.runtime.SettableClock;
import io.slackwater.streams.logging.ExitAnnouncement;
import io.smallrye.health.SmallRyeHealth;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LivenessWatchTest {

    private final RecordedExit exit = new RecordedExit();
    private final SettableClock clock = new SettableClock();
    private final LivenessWatch watch = new LivenessWatch(this::health, clock, exit.exit());
    private boolean isUp;

    @Test
    void shouldEndTheProcessWhoseLivenessStaysDown() {
        isUp = true;
        lookAt(Duration.ZERO);
        isUp = false;
        lookAt(Duration.ofSeconds(2));
        lookAt(Duration.ofSeconds(11));
        assertThat(exit.codes()).isEmpty();

        lookAt(Duration.ofSeconds(12));

        assertThat(exit.codes()).containsExactly(ExitAnnouncement.CODE);
    }

    @Test
    void shouldSpareTheProcessWhoseLivenessComesBack() {
        isUp = true;
        lookAt(Duration.ZERO);
        isUp = false;
        lookAt(Duration.ofSeconds(2));
        isUp = true;
        lookAt(Duration.ofSeconds(8));
        isUp = false;
        lookAt(Duration.ofSeconds(14));
        lookAt(Duration.ofSeconds(20));

        assertThat(exit.codes()).isEmpty();
    }

    @Test
    void shouldSpareTheProcessThatStarts() {
        isUp = false;
        lookAt(Duration.ZERO);
        lookAt(Duration.ofMinutes(5));

        assertThat(exit.codes()).isEmpty();
    }

    private void lookAt(Duration time) {
        clock.set(time);
        watch.look();
    }

    private SmallRyeHealth health() {
        JsonObject payload =
                Json.createObjectBuilder().add("status", isUp ? "UP" : "DOWN").build();
        return new SmallRyeHealth(payload);
    }
}
