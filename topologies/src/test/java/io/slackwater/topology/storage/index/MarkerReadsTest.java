package io.slackwater.topology.storage.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MarkerReadsTest {

    private static final int NAMED = 10;

    /** A marker was seen (a host is -1), or a host was read after so many events, or was retired (events are -2). */
    record Step(int store, int host, long events, long declaredAt) {}

    /** How a host was read last. */
    private record Read(String hostId, long events, Instant declaredAt) {}

    /** An event of a store's marker. */
    private record Mark(String store, long number) {}

    @Property(tries = 300, seed = "1")
    void shouldAnswerAsAPlainListOfReadsAndEvents(@ForAll("steps") List<Step> steps) {
        MarkerReads reads = new MarkerReads();
        Map<String, Read> hosts = new HashMap<>();
        List<Mark> marks = new ArrayList<>();

        for (Step step : steps) {
            String hostId = "host-%02d".formatted(step.host());
            String store = "store-" + step.store();
            if (step.host() < 0) {
                marks.add(new Mark(store, marks.size() + 1L));
                reads.marked(store, marks.size());
            } else if (step.events() < -1) {
                hosts.remove(hostId);
                reads.remove(hostId);
            } else {
                Read read = new Read(hostId, step.events(), Instant.ofEpochMilli(step.declaredAt()));
                hosts.put(hostId, read);
                reads.put(hostId, read.events(), read.declaredAt());
            }
            Optional<Long> number = marks.stream()
                    .filter(mark -> mark.store().equals(store))
                    .map(Mark::number)
                    .max(Comparator.naturalOrder());
            assertThat(reads.numberOf(store)).isEqualTo(number);
            assertThat(reads.readBefore(step.store(), Instant.ofEpochMilli(2), "host-07"::equals))
                    .isEqualTo(hosts.values().stream()
                            .filter(read -> read.events() < step.store())
                            .sorted(Comparator.comparingLong(Read::events).thenComparing(Read::hostId))
                            .filter(read -> read.declaredAt().isAfter(Instant.ofEpochMilli(2)))
                            .map(Read::hostId)
                            .filter(id -> !id.equals("host-07"))
                            .limit(NAMED)
                            .toList());
            assertThat(reads.markedBetween(step.events(), step.store(), wanted -> !wanted.equals("store-3")))
                    .containsExactlyElementsOf(marks.stream()
                            .filter(mark -> mark.number() > step.events() && mark.number() <= step.store())
                            .map(Mark::store)
                            .filter(wanted -> !wanted.equals("store-3"))
                            .toList());
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 8),
                        Arbitraries.integers().between(-10, 20),
                        Arbitraries.longs().between(-2, 8),
                        Arbitraries.longs().between(0, 5))
                .as(Step::new)
                .list()
                .ofMaxSize(120);
    }
}
