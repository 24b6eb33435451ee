package io.slackwater.topology.storage.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.topology.storage.TextStore;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.apache.kafka.streams.KeyValue;

class FirstRowsTest {

    private static final int MOST_STEPS = 600;
    private static final int ALL = 1_000;
    private static final String[] PREFIXES = {"a\0", "b\0"};

    /** One thing that is done to the rows under a prefix; it may be begun and left off after some rows. */
    record Step(Kind kind, int prefix, int key, int most) {
        enum Kind {
            PUT,
            DELETE,
            READ
        }
    }

    @Property(tries = 100, seed = "1")
    void shouldReadAsFromAPlainSortedMap(@ForAll("steps") List<Step> steps) {
        FirstRows<String> rows = new FirstRows<>(TextStore.open(), 2);
        NavigableMap<String, String> model = new TreeMap<>(KeyOrder.BY_BYTES);
        for (int index = 0; index < steps.size(); index++) {
            Step step = steps.get(index);
            String prefix = PREFIXES[step.prefix()];
            String key = prefix + "%03d".formatted(step.key());
            switch (step.kind()) {
                case PUT -> {
                    rows.put(prefix, key, "row " + index);
                    model.put(key, "row " + index);
                }
                case DELETE -> {
                    rows.delete(prefix, key);
                    model.remove(key);
                }
                case READ ->
                    assertThat(first(rows.rows(prefix), step.most()))
                            .isEqualTo(first(
                                    model.subMap(prefix, PREFIXES[step.prefix()].charAt(0) + "\1").entrySet().stream()
                                            .map(row -> KeyValue.pair(row.getKey(), row.getValue()))
                                            .iterator(),
                                    step.most()));
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Step.Kind> kinds = Arbitraries.frequency(
                Tuple.of(6, Step.Kind.PUT), Tuple.of(3, Step.Kind.DELETE), Tuple.of(2, Step.Kind.READ));
        return Combinators.combine(
                        kinds,
                        Arbitraries.integers().between(0, PREFIXES.length - 1),
                        Arbitraries.integers().between(0, 120),
                        Arbitraries.of(0, 1, 20, 40, ALL))
                .as(Step::new)
                .list()
                .ofMinSize(MOST_STEPS / 2)
                .ofMaxSize(MOST_STEPS);
    }

    private static List<KeyValue<String, String>> first(Iterator<KeyValue<String, String>> rows, int most) {
        List<KeyValue<String, String>> first = new ArrayList<>();
        while (first.size() < most && rows.hasNext()) {
            first.add(rows.next());
        }
        return first;
    }
}
