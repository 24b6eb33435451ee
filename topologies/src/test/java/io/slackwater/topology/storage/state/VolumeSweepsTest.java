package io.slackwater.topology.storage.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.storage.volume.Volume;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.topology.storage.TextStore;
import io.slackwater.topology.storage.index.VolumeIndex;
import io.slackwater.topology.storage.state.VolumeSweeps.Kind;
import io.slackwater.topology.storage.state.VolumeSweeps.Swept;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.streams.state.KeyValueStore;

class VolumeSweepsTest {

    private static final int STEPS = 120;
    private static final int STORES = 3;
    private static final int NAMES = 7;

    /** One thing that happens, to a volume or a store of that number. */
    record Step(Action action, int store, int name, int most) {
        enum Action {
            ADD,
            REMOVE,
            ASK_STORE,
            ASK_CONCERN,
            ASK_ANY,
            ASK_DUE,
            TAKE,
            RESTART
        }
    }

    /** The volumes that were there when a sweep was asked for, and are to be decided about after it, unless they go. */
    private static final class Model {
        private final KeyValueStore<String, String> rows = TextStore.open();
        private final KeyValueStore<String, String> concerned = TextStore.open();
        private final VolumeIndex volumes = new VolumeIndex();
        private final Set<String> there = new TreeSet<>();
        private final Set<Swept> outstanding = new HashSet<>();
        private VolumeSweeps sweeps = new VolumeSweeps(rows, volumes, concerned);

        void happens(Step step) {
            String store = "store-" + step.store();
            String name = "volume-" + step.name();
            switch (step.action()) {
                case ADD -> add(store, name);
                case REMOVE -> remove(store, name);
                case ASK_STORE -> {
                    sweeps.ofStore(store);
                    expect(Kind.STORE, store);
                }
                case ASK_CONCERN -> {
                    sweeps.ofConcern(concern(store));
                    expect(Kind.CONCERN, store);
                }
                case ASK_ANY -> {
                    sweeps.ofAll(Kind.ANY_CONCERN);
                    expect(Kind.ANY_CONCERN, "");
                }
                case ASK_DUE -> {
                    sweeps.ofAll(Kind.DUE);
                    expect(Kind.DUE, "");
                }
                case TAKE -> take(step.most());
                case RESTART -> sweeps = new VolumeSweeps(rows, volumes, concerned);
            }
        }

        int take(int most) {
            List<Swept> taken = sweeps.take(most);
            assertThat(taken).hasSizeLessThanOrEqualTo(most);
            taken.forEach(outstanding::remove);
            return taken.size();
        }

        private void add(String store, String name) {
            if (there.add(store + "/" + name)) {
                volumes.add(Volume.unknown(new VolumeRef(store, name, "")));
                concerned.put(CompoundKeys.of(concern(store), store, name), "");
            }
        }

        private void remove(String store, String name) {
            if (there.remove(store + "/" + name)) {
                volumes.remove(Volume.unknown(new VolumeRef(store, name, "")));
                concerned.delete(CompoundKeys.of(concern(store), store, name));
                outstanding.removeIf(swept -> swept.volume().equals(new VolumeIndex.Key(store, name)));
            }
        }

        private void expect(Kind kind, String store) {
            there.stream()
                    .filter(volume -> volume.startsWith(store))
                    .map(volume -> volume.split("/", -1))
                    .forEach(volume -> outstanding.add(new Swept(kind, new VolumeIndex.Key(volume[0], volume[1]))));
        }

        private static String concern(String store) {
            return "change-of-" + store;
        }
    }

    @Property(tries = 300, seed = "1")
    void shouldHaveEachVolumeThatWasThereHearOfEachEvent(@ForAll("steps") List<Step> steps) {
        Model model = new Model();
        steps.forEach(model::happens);

        int taken = 0;
        for (int step = model.take(4); step > 0; step = model.take(4)) {
            taken += step;
            assertThat(taken).as("sweeps end").isLessThan(10 * STEPS);
        }

        assertThat(model.outstanding).isEmpty();
        assertThat(model.rows.approximateNumEntries()).isZero();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(Step.Action.class),
                        Arbitraries.integers().between(0, STORES - 1),
                        Arbitraries.integers().between(0, NAMES - 1),
                        Arbitraries.integers().between(1, 5))
                .as(Step::new)
                .list()
                .ofMaxSize(STEPS);
    }
}
