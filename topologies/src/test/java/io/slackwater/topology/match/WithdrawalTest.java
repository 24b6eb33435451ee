package io.slackwater.topology.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.Replacement;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.VmEvent;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of VMs when a change is withdrawn. */
class WithdrawalTest {

    private static final String STORE = "host-1/default";
    private static final ChangeEvent FIRST = kernel("1");
    private static final ChangeEvent SECOND = kernel("2");
    private static final ChangeEvent THIRD = kernel("3");

    @TempDir
    private Path state;

    private MatchTestBed bed;

    @BeforeEach
    void start() {
        bed = new MatchTestBed(state);
        for (String version : new String[] {"0", "1", "2", "3"}) {
            bed.volume(Events.adopted(STORE, "kernel", PortionKind.KERNEL, version));
        }
    }

    @AfterEach
    void stop() {
        bed.close();
    }

    @Test
    void shouldRequireThePreviousChangeForVmsThatHaveTheWithdrawnOne() {
        bed.change(FIRST);
        bed.change(SECOND);
        bed.vm(on("2"));
        assertThat(bed.opened()).isEmpty();

        String episode = bed.change(Events.withdrawn("change-2"));

        assertThat(bed.opened()).singleElement().satisfies(event -> {
            assertThat(event.getChangeId()).isEqualTo("change-1");
            assertThat(event.getReturnsFrom()).contains("change-2");
            assertThat(event.getEpisode()).isEqualTo(episode);
            Replacement replacement = event.getReplacements().get(0);
            assertThat(replacement.getFromVersion()).isEqualTo("2");
            assertThat(replacement.getToVersion()).isEqualTo("1");
        });
    }

    @Test
    void shouldNeverRequireTheWithdrawnChangeOfAVmThatReturned() {
        bed.change(FIRST);
        bed.change(SECOND);
        bed.vm(on("2"));
        bed.change(Events.withdrawn("change-2"));
        UpdateEvent back = bed.opened().get(0);
        bed.moved(back, UpdatePhase.VERIFIED);
        bed.vm(on("1"));
        assertThat(bed.opened()).isEmpty();

        bed.change(THIRD);

        assertThat(bed.opened()).singleElement().satisfies(event -> {
            assertThat(event.getChangeId()).isEqualTo("change-3");
            assertThat(event.getReturnsFrom()).isEmpty();
        });
    }

    @Test
    void shouldRequireANewerChangeInPlaceOfAReturn() {
        bed.change(FIRST);
        bed.change(SECOND);
        bed.vm(on("2"));
        bed.change(Events.withdrawn("change-2"));
        assertThat(bed.opened()).extracting(UpdateEvent::getChangeId).containsExactly("change-1");

        bed.change(THIRD);

        assertThat(bed.opened()).extracting(UpdateEvent::getChangeId).containsExactly("change-3");
    }

    @Test
    void shouldRequireAgainWhatAWithdrawnChangeHadSupersededThoughTheVmWasNotSeenSince() {
        bed.change(SECOND);
        bed.vm(on("1"));
        UpdateEvent second = bed.opened().get(0);
        bed.change(THIRD);
        UpdateEvent third = bed.opened().get(0);
        bed.moved(second, UpdatePhase.SUPERSEDED);

        bed.change(Events.withdrawn("change-3"));
        bed.moved(third, UpdatePhase.WITHDRAWN);

        assertThat(bed.opened()).extracting(UpdateEvent::getChangeId).containsExactly("change-2");
    }

    @Test
    void shouldRequireAReturnWhenItBecomesKnownLastWhatAVolumeHolds() {
        bed.change(FIRST);
        bed.change(SECOND);
        bed.change(Events.withdrawn("change-2"));
        bed.vm(Events.observed("vm-2", "host-2", Events.kernel("host-2/default", "2")));
        assertThat(bed.opened()).isEmpty();

        bed.volume(Events.adopted("host-2/default", "kernel", PortionKind.KERNEL, "2"));

        assertThat(bed.opened()).extracting(UpdateEvent::getReturnsFrom).hasSize(1);
    }

    private static VmEvent on(String version) {
        return Events.observed("vm-1", "host-1", Events.kernel(STORE, version));
    }

    private static ChangeEvent kernel(String version) {
        return Events.change("change-" + version, Events.portion("kernel", PortionKind.KERNEL, version));
    }
}
