package io.slackwater.runtime.streams;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.slackwater.runtime.SettableClock;
import io.slackwater.runtime.liveness.RecordedExit;
import io.slackwater.streams.FailedRecord;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.kstream.Consumed;
import org.junit.jupiter.api.Test;

class StreamFailuresTest {

    private final SettableClock clock = new SettableClock();
    private final RecordedExit exit = new RecordedExit();
    private final StreamFailures failures = new StreamFailures(clock, exit.exit());

    @Test
    void shouldReplaceAThreadThatMetATransientError() {
        assertThat(failures.handle(new StreamsException(new TimeoutException("broker away"))))
                .isEqualTo(REPLACE_THREAD);
        assertThat(exit.codes()).isEmpty();
    }

    @Test
    void shouldReplaceAThreadThatABrokerKeptWaiting() {
        // what TransactionManager throws while the coordinator of a broker that came back loads its partitions
        KafkaException loading = new KafkaException("Unexpected error in InitProducerIdResponse; The coordinator is "
                + "loading and hence can't process requests.");

        assertThat(failures.handle(
                        new StreamsException("Error encountered trying to initialize transactions", loading)))
                .isEqualTo(REPLACE_THREAD);
    }

    @Test
    void shouldReplaceAThreadWhoseCommitABrokerDidNotAnswer() {
        // what TransactionManager throws after a broker stood still for longer than a commit waits
        IllegalStateException unanswered =
                new IllegalStateException("Cannot attempt operation `sendOffsetsToTransaction` "
                        + "because the previous call to `commitTransaction` timed out and must be retried");

        assertThat(failures.handle(new StreamsException(unanswered))).isEqualTo(REPLACE_THREAD);
    }

    @Test
    void shouldEndTheProcessAtAnErrorThatARetryDoesNotMend() {
        assertThat(failures.handle(new StreamsException(new IllegalStateException("a bug"))))
                .isEqualTo(SHUTDOWN_CLIENT);
        assertThat(exit.codes()).hasSize(1);
    }

    @Test
    void shouldEndTheProcessAtARefusalOfTheBroker() {
        assertThat(failures.handle(new StreamsException(new InvalidTopicException("a/b"))))
                .isEqualTo(SHUTDOWN_CLIENT);
    }

    @Test
    void shouldEndTheProcessWhenTheStreamIsInError() {
        failures.onChange(KafkaStreams.State.RUNNING, KafkaStreams.State.REBALANCING);
        assertThat(exit.codes()).isEmpty();

        failures.onChange(KafkaStreams.State.ERROR, KafkaStreams.State.PENDING_ERROR);
        assertThat(exit.codes()).hasSize(1);
    }

    @Test
    void shouldStopWhenTransientErrorsDoNotEndAndForgiveOldOnes() {
        TimeoutException transientError = new TimeoutException("broker away");
        for (int i = 0; i < 10; i++) {
            assertThat(failures.handle(transientError)).isEqualTo(REPLACE_THREAD);
        }

        assertThat(failures.handle(transientError)).isEqualTo(SHUTDOWN_CLIENT);

        clock.set(Duration.ofMinutes(11));
        assertThat(failures.handle(transientError)).isEqualTo(REPLACE_THREAD);
    }

    @Test
    void shouldNameTheRecordThatAStreamCouldNotProcess() {
        // given a stream that fails at its second record
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("slackwater.things", Consumed.with(Serdes.String(), Serdes.String()))
                .foreach((key, value) -> {
                    if (value.equals("bad")) {
                        throw new IllegalStateException("no such thing");
                    }
                });
        try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), new Properties())) {
            TestInputTopic<String, String> things =
                    driver.createInputTopic("slackwater.things", new StringSerializer(), new StringSerializer());
            things.pipeInput("a", "good");

            // when
            Throwable failure = catchThrowable(() -> things.pipeInput("a", "bad"));

            // then
            assertThat(FailedRecord.of(failure)).contains(new FailedRecord("slackwater.things", 0, 1));
            assertThat(failures.handle(failure)).isEqualTo(SHUTDOWN_CLIENT);
        }
    }
}
