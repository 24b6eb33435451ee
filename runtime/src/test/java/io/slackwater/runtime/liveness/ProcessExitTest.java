package io.slackwater.runtime.liveness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slackwater.streams.logging.ExitAnnouncement;
import org.junit.jupiter.api.Test;

class ProcessExitTest {

    private final RecordedExit exit = new RecordedExit();

    @Test
    void shouldStopOnceAndHaltWhatDoesNotEnd() {
        exit.exit().because("the first cause");
        exit.exit().because("what follows from it");

        assertThat(exit.codes()).containsExactly(ExitAnnouncement.CODE);
        await().untilAsserted(() -> assertThat(exit.halts()).containsExactly(ExitAnnouncement.CODE));
    }
}
