package io.slackwater.runtime.streams;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class StreamFailuresTest {

    private final SettableClock clock = new SettableClock();
    private final StreamFailures failures = new StreamFailures(clock);

    @Test
    void shouldReplaceAThreadThatMetATransientError() {
        assertThat(failures.handle(new StreamsException(new TimeoutException("broker away"))))
                .isEqualTo(REPLACE_THREAD);
    }

    @Test
    void shouldStopAtAnErrorThatARetryDoesNotMend() {
        assertThat(failures.handle(new StreamsException(new IllegalStateException("a bug"))))
                .isEqualTo(SHUTDOWN_CLIENT);
    }

    @Test
    void shouldStopWhenTransientErrorsDoNotEndAndForgiveOldOnes() {
        TimeoutException transientError = new TimeoutException("broker away");
        for (int i = 0; i < 10; i++) {
            assertThat(failures.handle(transientError)).isEqualTo(REPLACE_THREAD);
        }

        assertThat(failures.handle(transientError)).isEqualTo(SHUTDOWN_CLIENT);

        clock.now = clock.now.plus(Duration.ofMinutes(11));
        assertThat(failures.handle(transientError)).isEqualTo(REPLACE_THREAD);
    }

    private static final class SettableClock extends Clock {
        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
