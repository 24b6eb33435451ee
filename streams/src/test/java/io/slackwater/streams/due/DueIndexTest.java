package io.slackwater.streams.due;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DueIndexTest {

    /** A key is added or taken out at a time, or what is due at that time is taken. */
    record Step(Kind kind, long atMillis, int key, int most) {
        enum Kind {
            ADD,
            REMOVE,
            TAKE
        }
    }

    @Property(tries = 300, seed = "1")
    void shouldDoAsAPlainListThatIsSortedAtEachTake(@ForAll("steps") List<Step> steps) {
        DueIndex<String> index = new DueIndex<>();
        List<DueIndex.Entry<String>> model = new ArrayList<>();
        for (Step step : steps) {
            Instant time = Instant.ofEpochMilli(step.atMillis());
            DueIndex.Entry<String> entry = new DueIndex.Entry<>(step.atMillis(), "vm-" + step.key());
            switch (step.kind()) {
                case ADD -> {
                    index.add(time, entry.key());
                    model.remove(entry);
                    model.add(entry);
                }
                case REMOVE -> {
                    index.remove(time, entry.key());
                    model.remove(entry);
                }
                case TAKE -> {
                    List<DueIndex.Entry<String>> expected = due(model, step);
                    model.removeAll(expected);
                    assertThat(index.take(time, step.most())).isEqualTo(expected);
                }
            }
            assertThat(index.size()).isEqualTo(model.size());
            assertThat(index.first())
                    .isEqualTo(model.stream()
                            .map(left -> Instant.ofEpochMilli(left.atMillis()))
                            .min(Comparator.naturalOrder()));
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(Step.Kind.ADD, Step.Kind.ADD, Step.Kind.REMOVE, Step.Kind.TAKE),
                        Arbitraries.longs().between(0, 40),
                        Arbitraries.integers().between(0, 30),
                        Arbitraries.integers().between(0, 3))
                .as(Step::new)
                .list()
                .ofMaxSize(300);
    }

    private static List<DueIndex.Entry<String>> due(List<DueIndex.Entry<String>> model, Step step) {
        return model.stream()
                .filter(entry -> entry.atMillis() <= step.atMillis())
                .sorted(Comparator.comparingLong((DueIndex.Entry<String> entry) -> entry.atMillis())
                        .thenComparing(DueIndex.Entry::key))
                .limit(step.most())
                .toList();
    }
}
