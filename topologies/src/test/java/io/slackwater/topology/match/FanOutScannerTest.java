package io.slackwater.topology.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.UpdateEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FanOutScannerTest {

    private static final int TINY = 3;
    private static final int VMS = 20;
    private static final int ENOUGH_TICKS = 100;

    private static final ChangeEvent NEW_KERNEL =
            Events.change("change-2", Events.portion("kernel", PortionKind.KERNEL, "2"));

    @TempDir
    private Path state;

    @ParameterizedTest
    @ValueSource(ints = {1, TINY, 20_000})
    void shouldScanInPiecesAndFinishOnlyAfterTheLastRow(int rowsPerTick) {
        try (MatchTestBed bed = new MatchTestBed(state, rowsPerTick, Events.TIME)) {
            fill(bed);
            bed.change(NEW_KERNEL);
            List<UpdateEvent> opened = new ArrayList<>();
            List<RolloutEvent> finished = List.of();
            for (int ticks = 0; finished.isEmpty() && ticks < ENOUGH_TICKS; ticks++) {
                List<UpdateEvent> piece = bed.opened();
                assertThat(piece).hasSizeLessThanOrEqualTo(rowsPerTick);
                opened.addAll(piece);
                finished = bed.finished();
            }

            assertThat(opened)
                    .extracting(UpdateEvent::getVmId)
                    .doesNotHaveDuplicates()
                    .hasSize(VMS);
            assertThat(finished).extracting(RolloutEvent::getMatched).containsExactly((long) VMS);
            assertThat(bed.opened()).isEmpty();
        }
    }

    @Test
    void shouldStopAndSayFinishedWhenTheChangeIsWithdrawnInTheMiddle() {
        try (MatchTestBed bed = new MatchTestBed(state, TINY, Events.TIME)) {
            fill(bed);
            bed.change(NEW_KERNEL);
            assertThat(bed.opened()).isNotEmpty();

            bed.change(Events.withdrawn("change-2"));

            assertThat(bed.opened()).isEmpty();
            assertThat(bed.finished()).hasSize(1);
        }
    }

    @Test
    void shouldMatchAVmThatComesInTheMiddleOfAScanOnce() {
        try (MatchTestBed bed = new MatchTestBed(state, TINY, Events.TIME)) {
            fill(bed);
            bed.change(NEW_KERNEL);
            List<UpdateEvent> opened = new ArrayList<>(bed.opened());
            // The scan is past this one's place already: only its own event can match it.
            bed.vm(Events.observed("vm-000", "host-1", Events.kernel("host-1/default", "0")));
            bed.vm(Events.observed("vm-999", "host-1", Events.kernel("host-1/default", "1")));
            opened.addAll(bed.openedWithoutTick());
            opened.addAll(untilFinished(bed));

            assertThat(opened)
                    .extracting(UpdateEvent::getVmId)
                    .doesNotHaveDuplicates()
                    .hasSize(VMS + 2)
                    .contains("vm-000", "vm-999");
        }
    }

    @Test
    void shouldServeTheVolumesThatBecomeKnownTogetherWithOneScan() {
        try (MatchTestBed bed = new MatchTestBed(state, 20_000, Events.TIME)) {
            bed.vm(Events.observed("vm-1", "host-1", Events.kernel("host-1/default", "1")));
            bed.vm(Events.observed("vm-2", "host-2", Events.kernel("host-2/default", "1")));
            bed.change(NEW_KERNEL);
            assertThat(bed.opened()).isEmpty();
            String episode = bed.volume(Events.adopted("host-1/default", "kernel", PortionKind.KERNEL, "1"));
            bed.volume(Events.adopted("host-2/default", "kernel", PortionKind.KERNEL, "1"));

            List<UpdateEvent> opened = bed.opened();

            assertThat(opened).extracting(UpdateEvent::getVmId).containsExactly("vm-1", "vm-2");
            assertThat(opened).extracting(UpdateEvent::getEpisode).containsOnly(episode);
            assertThat(bed.scannedRows()).isEqualTo(4);
        }
    }

    private static List<UpdateEvent> untilFinished(MatchTestBed bed) {
        List<UpdateEvent> opened = new ArrayList<>();
        List<RolloutEvent> finished = List.of();
        for (int ticks = 0; finished.isEmpty() && ticks < ENOUGH_TICKS; ticks++) {
            opened.addAll(bed.opened());
            finished = bed.finished();
        }
        return opened;
    }

    /** VMs on three volumes of two versions that the change replaces, and some on one that it does not. */
    private static void fill(MatchTestBed bed) {
        bed.volume(Events.adopted("host-1/default", "kernel", PortionKind.KERNEL, "1"));
        bed.volume(Events.adopted("host-1/default", "kernel", PortionKind.KERNEL, "0"));
        bed.volume(Events.adopted("host-2/default", "kernel", PortionKind.KERNEL, "1"));
        bed.volume(Events.adopted("host-2/default", "kernel", PortionKind.KERNEL, "2"));
        for (int number = 1; number <= VMS; number++) {
            String store = number % 2 == 0 ? "host-1/default" : "host-2/default";
            String version = number % 4 == 0 ? "0" : "1";
            bed.vm(Events.observed("vm-%03d".formatted(number), "host", Events.kernel(store, version)));
            bed.vm(Events.observed("vm-%03d-done".formatted(number), "host", Events.kernel("host-2/default", "2")));
        }
    }
}
