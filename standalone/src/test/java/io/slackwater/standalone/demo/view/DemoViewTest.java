package io.slackwater.standalone.demo.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.schemas.BlockerCode;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.VmState;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.standalone.demo.model.Events;
import io.slackwater.standalone.demo.model.FleetModel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DemoViewTest {

    private final FleetModel model = new FleetModel();
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(screen, true, StandardCharsets.UTF_8);

    @Test
    void shouldShowOneLinePerVmWithStatePhaseKernelAndBlockers() {
        // given
        model.apply(Events.change());
        model.apply(Events.volume(Events.OLD, VolumeEventType.ADOPTED, "1"));
        model.apply(Events.observed("a", Events.OLD, Events.OLD));
        model.apply(Events.state("a", VmState.RUNNING));
        model.apply(Events.blocked("a", BlockerCode.VM_RUNNING, ""));
        model.apply(Events.state("b", VmState.RUNNING));
        model.apply(Events.update("b", UpdatePhase.VERIFIED, "2-cloud"));

        // when
        List<String> lines = new FleetPicture(24, 100).draw(model, Duration.ofSeconds(7));

        // then
        assertThat(lines)
                .containsExactly(
                        "   7 s  change: debian-12/kernel 2",
                        "  VM                 state     update      kernel",
                        "  b                  running   VERIFIED    2-cloud (guest)",
                        "  name-of-a          running   REQUIRED    1                            VM_RUNNING",
                        "  storage: held 1000 B, freed 0 B");
    }

    @Test
    void shouldKeepToTheScreenAndCountTheRest() {
        // given
        for (int index = 0; index < 500; index++) {
            model.apply(Events.update("vm-" + index, index == 77 ? UpdatePhase.FAILED : UpdatePhase.VERIFIED));
        }

        // when
        List<String> lines = new FleetPicture(10, 30).draw(model, Duration.ZERO);

        // then
        assertThat(lines).hasSizeLessThan(10).allMatch(line -> line.length() <= 30);
        assertThat(lines).anyMatch(line -> line.startsWith("  vm-77 ")).contains("  and 495 more: 499 VERIFIED, ");
    }

    @Test
    void shouldDrawTheLivePictureOverItselfBelowWhatWasSaid() {
        // given
        DemoView view = DemoView.of(out, Optional.of("24x80"));
        view.show(model, Duration.ZERO);

        // when
        view.say("hello");

        // then
        assertThat(screen.toString(StandardCharsets.UTF_8)).contains("\u001b[3A\u001b[Jhello\n");
    }

    @Test
    void shouldSayWhatItMeansThatAVolumeWasRefused() {
        // given
        DemoView view = DemoView.of(out, Optional.empty());
        model.apply(Events.volume(Events.OLD, VolumeEventType.REFUSED, "1"));

        // when
        view.show(model, Duration.ofSeconds(1));

        // then
        assertThat(screen.toString(StandardCharsets.UTF_8))
                .contains("stays as it is for now")
                .doesNotContain("REFUSED");
    }

    @Test
    void shouldPrintALineOnlyWhenSomethingChangedWhereThereIsNoTerminal() {
        // given
        DemoView view = DemoView.of(out, Optional.empty());
        model.apply(Events.state("a", VmState.RUNNING));
        model.apply(Events.update("a", UpdatePhase.REQUIRED));

        // when
        view.show(model, Duration.ofSeconds(1));
        view.show(model, Duration.ofSeconds(2));
        model.apply(Events.state("a", VmState.SHUTOFF));
        view.show(model, Duration.ofMillis(3100));

        // then
        assertThat(screen.toString(StandardCharsets.UTF_8))
                .isEqualTo("   1.0 s  a: running, update REQUIRED\n   3.1 s  a: shutoff, update REQUIRED\n");
    }
}
