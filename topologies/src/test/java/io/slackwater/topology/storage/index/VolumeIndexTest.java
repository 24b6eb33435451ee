package io.slackwater.topology.storage.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.portion.PortionVersion;
import io.slackwater.domain.storage.model.Content;
import io.slackwater.domain.storage.volume.RetrySchedule;
import io.slackwater.domain.storage.volume.Volume;
import io.slackwater.domain.storage.volume.VolumeBuilder;
import io.slackwater.domain.storage.volume.VolumeState;
import io.slackwater.domain.volume.Artifact;
import io.slackwater.domain.volume.VolumeFormat;
import io.slackwater.domain.volume.VolumeRef;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class VolumeIndexTest {

    private static final Comparator<Volume> ORDER = Comparator.comparing(
                    (Volume volume) -> volume.ref().store())
            .thenComparing(volume -> volume.ref().name());
    private static final Artifact FIRST = artifact("kernel", "ab");
    private static final Artifact SECOND = artifact("initrd", "cd");

    @Property(tries = 300, seed = "1")
    void shouldAnswerAsAPlainListOfTheVolumes(@ForAll("volumes") List<Volume> changes) {
        VolumeIndex index = new VolumeIndex();
        NavigableMap<String, Volume> model = new TreeMap<>();

        for (Volume volume : changes) {
            Volume before = model.put(volume.ref().store() + "/" + volume.ref().name(), volume);
            if (before != null) {
                index.remove(before);
            }
            index.add(volume);
            thenSame(index, model, volume);
        }
    }

    private static void thenSame(VolumeIndex index, NavigableMap<String, Volume> model, Volume asked) {
        List<Volume> there = model.values().stream()
                .filter(volume -> !(volume.state() instanceof VolumeState.Gone))
                .sorted(ORDER)
                .toList();
        String store = asked.ref().store();
        List<VolumeIndex.Key> behind = there.stream()
                .filter(volume -> ORDER.compare(volume, asked) >= 0)
                .map(VolumeIndexTest::key)
                .toList();
        assertThat(index.from(key(asked), 3)).isEqualTo(behind.stream().limit(3).toList());
        assertThat(index.ofStore(key(asked), 3))
                .isEqualTo(behind.stream()
                        .filter(key -> key.store().equals(store))
                        .limit(3)
                        .toList());
        assertThat(index.has(store))
                .isEqualTo(
                        there.stream().anyMatch(volume -> volume.ref().store().equals(store)));
        for (Artifact artifact : List.of(FIRST, SECOND)) {
            assertThat(index.stagedFrom(store, artifact)).isEqualTo(stagedFrom(there, store, artifact));
        }
        Instant since = Instant.ofEpochMilli(3);
        assertThat(index.dueLater(asked, since)).isEqualTo(dueLater(there, asked, since));
        assertThat(index.counts().values().stream()
                        .mapToLong(VolumeIndex.Count::volumes)
                        .sum())
                .isEqualTo(model.size());
        assertThat(index.counts().values().stream()
                        .mapToLong(VolumeIndex.Count::bytes)
                        .sum())
                .isEqualTo(model.values().stream()
                        .mapToLong(volume -> volume.content().sizeBytes())
                        .sum());
    }

    private static Set<String> stagedFrom(List<Volume> there, String store, Artifact artifact) {
        return there.stream()
                .filter(volume -> volume.state() instanceof VolumeState.There)
                .filter(volume -> volume.ref().store().equals(store))
                .filter(volume -> volume.content()
                        .artifact()
                        .filter(staged -> staged.sha256().equals(artifact.sha256()))
                        .isPresent())
                .map(volume -> volume.ref().name())
                .collect(Collectors.toSet());
    }

    private static long dueLater(List<Volume> there, Volume asked, Instant since) {
        return there.stream()
                .filter(volume -> volume.state() instanceof VolumeState.Due)
                .filter(volume -> volume.ref().store().equals(asked.ref().store()))
                .filter(volume -> portion(volume).equals(portion(asked)))
                .filter(volume -> {
                    Instant became = volume.state().dueSince().orElseThrow();
                    boolean isLaterName =
                            volume.ref().name().compareTo(asked.ref().name()) > 0;
                    return became.isAfter(since) || (became.equals(since) && isLaterName);
                })
                .count();
    }

    private static String portion(Volume volume) {
        return volume.content().holds().map(PortionVersion::portion).orElseThrow();
    }

    @Provide
    Arbitrary<List<Volume>> volumes() {
        return Combinators.combine(
                        Arbitraries.of("h1/default", "h2/default", "shared"),
                        Arbitraries.integers().between(0, 6),
                        Arbitraries.of(FIRST, SECOND),
                        states())
                .as((store, name, artifact, state) -> VolumeBuilder.builder(
                                Volume.unknown(new VolumeRef(store, "volume-" + name, "")))
                        .content(Content.staged(artifact))
                        .state(state)
                        .build())
                .list()
                .ofMaxSize(80);
    }

    private static Arbitrary<VolumeState> states() {
        return Arbitraries.integers().between(0, 7).flatMap(when -> {
            Instant at = Instant.ofEpochMilli(when);
            return Arbitraries.of(
                    VolumeState.Staging.WANTED,
                    VolumeState.Present.AT_REST,
                    new VolumeState.Due(at, RetrySchedule.AT_ONCE, Optional.empty(), Optional.empty()),
                    new VolumeState.Gone(at));
        });
    }

    private static VolumeIndex.Key key(Volume volume) {
        return new VolumeIndex.Key(volume.ref().store(), volume.ref().name());
    }

    private static Artifact artifact(String portion, String digest) {
        return new Artifact(
                new PortionVersion("debian-12/" + portion, "6.1.0-50", PortionKind.KERNEL),
                VolumeFormat.RAW,
                digest.repeat(32),
                1000,
                "http://127.0.0.1/" + portion);
    }
}
