package io.slackwater.topology.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.match.SlotImage;
import io.slackwater.domain.match.Supersession;
import io.slackwater.domain.match.TargetVersion;
import io.slackwater.domain.match.VolumeContent;
import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.portion.VersionOrder;
import io.slackwater.domain.volume.VolumeId;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.schemas.serde.AvroSerdes;
import io.slackwater.streams.replay.Horizon;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.message.SchemaStore;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The processor dies in the middle of a scan, and another one takes over its stores. */
class FanOutRestartTest {

    private static final int VMS = 20;
    private static final int ROWS_PER_TICK = 7;
    private static final MatchSettings SETTINGS = new MatchSettings(
            1,
            new ScanRate(ROWS_PER_TICK, Duration.ZERO),
            MatchMetrics.NONE,
            Stores::persistentKeyValueStore,
            Horizon.REACHED);
    private static final AvroSerdes SERDES = new AvroSerdes(new SchemaStore.Cache());
    private static final VolumeId OLD_KERNEL = new VolumeId("host-1/default", "kernel-1");

    @TempDir
    private Path state;

    private final List<StateStore> stores = new ArrayList<>();

    @BeforeEach
    void openStores() {
        MockProcessorContext<String, MatchOutput> context = context();
        for (StoreBuilder<? extends StateStore> builder : MatchTopology.stores(SERDES, SETTINGS)) {
            StateStore store = builder.withLoggingDisabled().build();
            store.init(context.getStateStoreContext(), store);
            stores.add(store);
        }
    }

    @AfterEach
    void closeStores() {
        stores.forEach(StateStore::close);
    }

    @Test
    void shouldResumeAtTheCursorWithTheChangeThatItScannedFor() {
        Instance first = new Instance();
        first.hears("host-1/default", new MatchInput.VolumeContentChanged(OLD_KERNEL, Optional.of(kernel("1"))));
        for (int number = 0; number < VMS; number++) {
            first.hears("vm-" + number, new MatchInput.VmObserved("host-1", List.of(kernelSlot())));
        }
        first.ticks(VMS);
        first.hears("debian-12", new MatchInput.ChangeAvailable("change-2", List.of(target("2"))));
        first.ticks(1);
        List<String> opened = new ArrayList<>(first.opened());
        assertThat(opened).isNotEmpty().hasSizeLessThan(ROWS_PER_TICK + 1);

        Instance second = new Instance();
        second.ticks(1);
        assertThat(second.opened()).hasSize(ROWS_PER_TICK);
        second.ticks(VMS);
        opened.addAll(second.opened());

        assertThat(opened).hasSize(VMS).doesNotHaveDuplicates();
        assertThat(second.matched()).containsExactly((long) VMS);
    }

    @Test
    void shouldNotSayInAReplayAgainThatTheFanOutForAWithdrawnChangeHasFinished() {
        AtomicBoolean isReached = new AtomicBoolean();
        Instance rebuilt = new Instance(isReached::get);

        // The rollouts are another topic, which may be read before the changes.
        rebuilt.hears("change-2", new MatchInput.FannedOut("change-2", 0, 0, 0, 1));
        rebuilt.hears("debian-12", new MatchInput.ChangeAvailable("change-2", List.of(target("2"))));
        rebuilt.hears("debian-12", new MatchInput.ChangeWithdrawn("change-2"));
        isReached.set(true);
        rebuilt.ticks(VMS);
        assertThat(rebuilt.matched()).isEmpty();

        rebuilt.hears("debian-12", new MatchInput.ChangeAvailable("change-2", List.of(target("2"))));
        rebuilt.ticks(VMS);
        assertThat(rebuilt.matched()).as("said for its return").containsExactly(0L);
    }

    private MockProcessorContext<String, MatchOutput> context() {
        MockProcessorContext<String, MatchOutput> context =
                new MockProcessorContext<>(new Properties(), new TaskId(0, 0), state.toFile());
        context.setCurrentSystemTimeMs(Events.TIME.toEpochMilli());
        return context;
    }

    private static VolumeContent kernel(String version) {
        return new VolumeContent("debian-12/kernel", PortionKind.KERNEL, version, Optional.empty());
    }

    private static TargetVersion target(String version) {
        return new TargetVersion(
                "debian-12/kernel",
                PortionKind.KERNEL,
                version,
                Optional.empty(),
                new TargetVersion.Supersedes(VersionOrder.DEBIAN, Set.of()));
    }

    private static SlotImage kernelSlot() {
        return new SlotImage("kernel", PortionKind.KERNEL, VolumeRef.of(OLD_KERNEL, "/kernel-1"), Optional.empty());
    }

    /** One life of the processor. */
    private final class Instance {

        private final MockProcessorContext<String, MatchOutput> context = context();
        private final MatchProcessor processor;

        Instance() {
            this(Horizon.REACHED);
        }

        Instance(Horizon horizon) {
            MatchSettings settings =
                    new MatchSettings(1, SETTINGS.scanRate(), SETTINGS.metrics(), SETTINGS.storage(), horizon);
            processor = new MatchProcessor(new Supersession(Comparator.naturalOrder()), settings);
            stores.forEach(context::addStateStore);
            processor.init(context);
        }

        void hears(String key, MatchInput input) {
            processor.process(new Record<>(key, input, 1));
        }

        void ticks(int count) {
            for (int tick = 0; tick < count; tick++) {
                context.scheduledPunctuators().get(0).getPunctuator().punctuate(0);
            }
        }

        List<String> opened() {
            return context.forwarded().stream()
                    .map(captured -> captured.record().value())
                    .filter(MatchOutput.Opening.class::isInstance)
                    .map(output -> ((MatchOutput.Opening) output).event().getVmId())
                    .toList();
        }

        List<Long> matched() {
            return context.forwarded().stream()
                    .map(captured -> captured.record().value())
                    .filter(MatchOutput.Finishing.class::isInstance)
                    .map(output -> ((MatchOutput.Finishing) output).event().getMatched())
                    .toList();
        }
    }
}
