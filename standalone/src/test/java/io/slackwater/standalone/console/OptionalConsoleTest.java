package io.slackwater.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class OptionalConsoleTest {

    @Test
    void shouldSayTheClassOfAnExceptionThatSaysNothing() {
        assertThat(OptionalConsole.reason(new NullPointerException())).isEqualTo("java.lang.NullPointerException");
        assertThat(OptionalConsole.reason(new IOException("No space left"))).isEqualTo("No space left");
    }
}
