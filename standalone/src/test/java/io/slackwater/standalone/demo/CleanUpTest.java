package io.slackwater.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CleanUpTest {

    private final List<String> closed = new ArrayList<>();
    private final CleanUp cleanUp = new CleanUp();

    @Test
    void shouldCloseTheLastFirstAndEachOnce() throws InterruptedException {
        // given
        cleanUp.takeCharge(() -> closed.add("engine"));
        cleanUp.takeCharge(() -> closed.add("platform"));

        // when
        cleanUp.close();
        cleanUp.close();

        // then
        assertThat(closed).containsExactly("platform", "engine");
    }

    @Test
    void shouldCloseTheOthersWhenOneCannotBeClosed() throws InterruptedException {
        // given
        cleanUp.takeCharge(() -> closed.add("engine"));
        cleanUp.takeCharge(() -> {
            throw new IOException("stuck");
        });

        // when
        cleanUp.close();

        // then
        assertThat(closed).containsExactly("engine");
    }

    @Test
    void shouldCloseAtOnceWhatIsOpenedAfterTheDemoWasToldToEnd() {
        // given
        cleanUp.close();

        // when, then
        assertThatThrownBy(() -> cleanUp.takeCharge(() -> closed.add("platform")))
                .isInstanceOf(InterruptedException.class);
        assertThat(closed).containsExactly("platform");
    }
}
