package io.slackwater.streams.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

class ReplayGateTest {

    private static final String STORE = "replay";

    private boolean isReached;

    @Test
    void shouldHoldATaskWithoutStateBackUntilTheHorizonIsReached() {
        try (TopologyTestDriver task = task()) {
            assertThat(asks(task)).isEqualTo("held");

            isReached = true;

            assertThat(asks(task)).isEqualTo("decides");
        }
    }

    @Test
    void shouldNotHoldATaskBackThatHasItsMark() {
        try (TopologyTestDriver before = task();
                TopologyTestDriver after = task()) {
            // given a task whose replay is over
            isReached = true;
            asks(before);
            String mark = before.<String, String>getKeyValueStore(STORE).get("is-over");

            // when it goes on in a process that knows nothing of the log yet
            isReached = false;
            after.<String, String>getKeyValueStore(STORE).put("is-over", mark);

            // then it decides
            assertThat(asks(after)).isEqualTo("decides");
        }
    }

    @Test
    void shouldHoldATaskBackAgainThatWasStoppedInTheMiddleOfItsReplay() {
        try (TopologyTestDriver task = task()) {
            asks(task);

            KeyValueStore<String, String> kept = task.getKeyValueStore(STORE);

            assertThat(kept.approximateNumEntries()).isZero();
        }
    }

    private static String asks(TopologyTestDriver task) {
        task.createInputTopic("in", new StringSerializer(), new StringSerializer())
                .pipeInput("key", "?");
        return task.createOutputTopic("out", new StringDeserializer(), new StringDeserializer())
                .readValue();
    }

    private TopologyTestDriver task() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(ReplayGate.store(STORE));
        builder.stream("in", Consumed.with(Serdes.String(), Serdes.String()))
                .process(() -> new Topology(() -> isReached), STORE)
                .to("out", Produced.with(Serdes.String(), Serdes.String()));
        return new TopologyTestDriver(builder.build(), new Properties());
    }

    private static final class Topology extends ContextualProcessor<String, String, String, String> {

        private final Horizon horizon;
        private ReplayGate gate;

        Topology(Horizon horizon) {
            this.horizon = horizon;
        }

        @Override
        public void init(ProcessorContext<String, String> context) {
            super.init(context);
            gate = new ReplayGate(context, STORE, horizon);
        }

        @Override
        public void process(Record<String, String> asked) {
            context().forward(asked.withValue(gate.isOpen() ? "decides" : "held"));
        }
    }
}
