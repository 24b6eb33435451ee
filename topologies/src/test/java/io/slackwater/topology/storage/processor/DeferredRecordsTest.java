package io.slackwater.topology.storage.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.topology.storage.TextStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.streams.state.KeyValueStore;

class DeferredRecordsTest {

    /** A record of a stream comes, or some are taken where the stream is -1. */
    record Step(int stream, int most) {}

    @Property(tries = 300, seed = "1")
    void shouldTakeEachRecordOnceAndEachStreamInItsOrder(@ForAll("steps") List<Step> steps) {
        DeferredRecords<String> records = new DeferredRecords<>(TextStore.open(), (store, stream) -> Optional.empty());
        Map<String, List<String>> added = new LinkedHashMap<>();
        Map<String, List<String>> taken = new LinkedHashMap<>();
        for (int offset = 0; offset < steps.size(); offset++) {
            Step step = steps.get(offset);
            if (step.stream() < 0) {
                take(records, step.most(), taken);
            } else {
                records.add(store(step), stream(step), offset, "event-" + offset, "value-" + offset);
                of(added, store(step), stream(step)).add("value-" + offset);
            }
        }
        while (take(records, 3, taken) > 0) {
            // Until nothing is left.
        }

        assertThat(taken).containsExactlyInAnyOrderEntriesOf(added);
    }

    @Property(tries = 300, seed = "1")
    void shouldKnowWhatWasAppliedBeforeTheStateWasLost(@ForAll("steps") List<Step> steps) {
        KeyValueStore<String, String> rows = TextStore.open();
        Map<String, List<String>> added = new LinkedHashMap<>();
        Map<String, String> lastApplied = new LinkedHashMap<>();
        DeferredRecords<String> before = new DeferredRecords<>(rows, (store, stream) -> Optional.empty());
        for (int offset = 0; offset < steps.size(); offset++) {
            Step step = steps.get(offset);
            if (step.stream() >= 0) {
                String eventId = "event-" + offset;
                before.add(store(step), stream(step), offset, eventId, eventId);
                of(added, store(step), stream(step)).add(eventId);
                if (step.most() == 1) {
                    lastApplied.put(store(step) + stream(step), eventId);
                }
            }
        }

        DeferredRecords<String> records =
                new DeferredRecords<>(rows, (store, stream) -> Optional.ofNullable(lastApplied.get(store + stream)));
        Map<String, List<String>> applied = new LinkedHashMap<>();
        Map<String, List<String>> open = new LinkedHashMap<>();
        for (var some = records.take(3); !some.isEmpty(); some = records.take(3)) {
            some.forEach(one -> of(one.isApplied() ? applied : open, one.store(), one.stream())
                    .add(one.eventId()));
        }

        added.forEach((stream, events) -> {
            int count = events.indexOf(lastApplied.getOrDefault(stream, "none")) + 1;
            assertThat(applied.getOrDefault(stream, List.of())).isEqualTo(events.subList(0, count));
            assertThat(open.getOrDefault(stream, List.of())).isEqualTo(events.subList(count, events.size()));
        });
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.integers().between(-1, 5),
                        Arbitraries.integers().between(1, 4))
                .as(Step::new)
                .list()
                .ofMaxSize(100);
    }

    private static int take(DeferredRecords<String> records, int most, Map<String, List<String>> taken) {
        List<DeferredRecords.Waiting<String>> some = records.take(most);
        assertThat(some).hasSizeLessThanOrEqualTo(most);
        some.forEach(one -> of(taken, one.store(), one.stream()).add(one.value()));
        return some.size();
    }

    private static List<String> of(Map<String, List<String>> byStream, String store, String stream) {
        return byStream.computeIfAbsent(store + stream, first -> new ArrayList<>());
    }

    private static String store(Step step) {
        return "store-" + step.stream() % 2;
    }

    private static String stream(Step step) {
        return "stream-" + step.stream() / 2;
    }
}
