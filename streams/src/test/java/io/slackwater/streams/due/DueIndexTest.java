package io.slackwater.streams.due;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DueIndexTest {

    private static final int STEPS = 5_000;
    private static final int TIMES = 40;
    private static final int KEYS = 30;

    private final DueIndex<String> index = new DueIndex<>();
    private final List<DueIndex.Entry<String>> model = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldDoAsAPlainListThatIsSortedAtEachTake(long seed) {
        Random random = new Random(seed);
        int taken = 0;

        for (int step = 0; step < STEPS; step++) {
            Instant time = Instant.ofEpochMilli(random.nextInt(TIMES));
            String key = "vm-" + random.nextInt(KEYS);
            switch (random.nextInt(4)) {
                case 0, 1 -> add(time, key);
                case 2 -> remove(time, key);
                default -> taken += take(time, random.nextInt(3));
            }
            assertThat(index.size()).isEqualTo(model.size());
            assertThat(index.first())
                    .isEqualTo(model.stream()
                            .map(entry -> Instant.ofEpochMilli(entry.atMillis()))
                            .min(Comparator.naturalOrder()));
        }

        assertThat(taken).isPositive();
    }

    private void add(Instant time, String key) {
        index.add(time, key);
        DueIndex.Entry<String> entry = new DueIndex.Entry<>(time.toEpochMilli(), key);
        if (!model.contains(entry)) {
            model.add(entry);
        }
    }

    private void remove(Instant time, String key) {
        index.remove(time, key);
        model.remove(new DueIndex.Entry<>(time.toEpochMilli(), key));
    }

    private int take(Instant now, int most) {
        List<DueIndex.Entry<String>> expected = model.stream()
                .filter(entry -> entry.atMillis() <= now.toEpochMilli())
                .sorted(Comparator.comparingLong((DueIndex.Entry<String> entry) -> entry.atMillis())
                        .thenComparing(DueIndex.Entry::key))
                .limit(most)
                .toList();
        model.removeAll(expected);

        assertThat(index.take(now, most)).isEqualTo(expected);
        return expected.size();
    }
}
