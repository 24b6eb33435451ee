package io.slackwater.runtime.liveness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

class ProcessExitTest {

    private final RecordedExit exit = new RecordedExit();

    @Test
    void shouldStopOnceAndHaltWhatDoesNotEnd() {
        exit.exit().because("the first cause");
        exit.exit().because("what follows from it");

        assertThat(exit.codes()).containsExactly(ProcessExit.CODE);
        await().untilAsserted(() -> assertThat(exit.halts()).containsExactly(ProcessExit.CODE));
    }
}
