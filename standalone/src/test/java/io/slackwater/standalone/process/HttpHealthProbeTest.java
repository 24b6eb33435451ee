package io.slackwater.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HttpHealthProbeTest {

    private static final String STREAMS_DOWN =
            """
            {"status": "DOWN", "checks": [
              {"name": "kafka", "status": "UP"},
              {"name": "streams", "status": "DOWN", "data": {"state": "REBALANCING"}}]}""";

    @Test
    void shouldNameTheChecksThatAreDownWithWhatTheySay() throws IOException {
        // when
        Health health = HttpHealthProbe.judge(STREAMS_DOWN, Set.of());

        // then
        assertThat(health).isEqualTo(new Health.NotUp("streams is DOWN {\"state\":\"REBALANCING\"}"));
    }

    @Test
    void shouldBeUpWhenOnlyToleratedChecksAreDown() throws IOException {
        // when
        Health health = HttpHealthProbe.judge(STREAMS_DOWN, Set.of("streams"));

        // then
        assertThat(health.isUp()).isTrue();
    }

    @Test
    void shouldNotBeUpWhenAnotherServerAnswers() throws IOException {
        // when
        Health health = HttpHealthProbe.judge("{\"hello\": \"world\"}", Set.of());

        // then
        assertThat(health).isEqualTo(new Health.NotUp("its health report is not one: {\"hello\": \"world\"}"));
    }
}
