package io.slackwater.topology.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.FailedChangeRow;
import io.slackwater.schemas.OpenUpdateRow;
import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmUpdateState;
import io.slackwater.schemas.VolumeEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is opened after a rebuild from a log that does not have the events of old updates any more. */
class StateTopicTest {

    private static final String STORE = "host-1/default";
    private static final VolumeEvent OLD_KERNEL = Events.adopted(STORE, "kernel", PortionKind.KERNEL, "1");
    private static final ChangeEvent NEW_KERNEL =
            Events.change("change-2", Events.portion("kernel", PortionKind.KERNEL, "2"));
    private static final String FAILED = "vm-failed";
    private static final String OPEN = "vm-open";
    private static final String UNKNOWN = "vm-unknown";

    @TempDir
    private Path directory;

    @TempDir
    private Path fresh;

    private MatchTestBed bed;
    private UpdateEvent failed;
    private UpdateEvent open;
    private Instant failedAt;

    /** A log in which an update failed and another is open, and the rows that update-executor wrote of it. */
    @BeforeEach
    void start() {
        bed = new MatchTestBed(directory);
        seen(bed, FAILED, OPEN);
        List<UpdateEvent> opened = bed.opened();
        failed = of(opened, FAILED);
        open = of(opened, OPEN);
        bed.moved(failed, UpdatePhase.ROLLED_BACK);
        failedAt = bed.now();
    }

    @AfterEach
    void stop() {
        bed.close();
    }

    @Test
    void shouldOpenAgainNeitherWhatFailedNorWhatIsOpenThoughTheLogLostTheirEvents() {
        try (MatchTestBed again = rebuilt()) {
            assertThat(again.opened()).extracting(UpdateEvent::getVmId).containsExactly(UNKNOWN);
        }
    }

    @Test
    void shouldOpenAgainWhatFailedOnceSomebodySaysRetry() {
        try (MatchTestBed again = rebuilt()) {
            assertThat(again.opened()).extracting(UpdateEvent::getVmId).containsExactly(UNKNOWN);

            again.retry(failed);

            assertThat(again.opened()).extracting(UpdateEvent::getVmId).containsExactly(FAILED);
        }
    }

    @Test
    void shouldOpenAgainWhatWasOpenOnceItEndedAndIsNeededAgain() {
        try (MatchTestBed again = rebuilt()) {
            assertThat(again.opened()).extracting(UpdateEvent::getVmId).containsExactly(UNKNOWN);

            again.moved(open, UpdatePhase.VERIFIED);
            again.vm(vm(OPEN));

            assertThat(again.opened()).extracting(UpdateEvent::getVmId).containsExactly(OPEN);
        }
    }

    @Test
    void shouldOpenWhatTheLastRowDoesNotNameAnyMore() {
        try (MatchTestBed again = new MatchTestBed(fresh)) {
            again.replayOver(false);
            again.backTo(bed.now());
            again.kept(row(OPEN, List.of(open), List.of()));
            again.kept(row(OPEN, List.of(), List.of()));
            seen(again, OPEN);
            again.replayOver(true);

            assertThat(again.opened()).extracting(UpdateEvent::getVmId).containsExactly(OPEN);
        }
    }

    @Test
    void shouldGoByTheUpdatesThemselvesWhenItIsNotRebuilt() {
        bed.retry(failed);
        assertThat(bed.opened()).extracting(UpdateEvent::getVmId).containsExactly(FAILED);
        bed.moved(open, UpdatePhase.VERIFIED);
        bed.kept(row(OPEN, List.of(open), List.of(open.getChangeId())));

        bed.vm(vm(OPEN));

        assertThat(bed.opened()).extracting(UpdateEvent::getVmId).containsExactly(OPEN);
    }

    private MatchTestBed rebuilt() {
        MatchTestBed again = new MatchTestBed(fresh);
        again.replayOver(false);
        again.backTo(bed.now());
        again.kept(row(FAILED, List.of(), List.of(failed.getChangeId())));
        again.kept(row(OPEN, List.of(open), List.of()));
        seen(again, FAILED, OPEN, UNKNOWN);
        again.replayOver(true);
        return again;
    }

    private VmUpdateState row(String vmId, List<UpdateEvent> updates, List<String> failures) {
        return VmUpdateState.newBuilder()
                .setVmId(vmId)
                .setOpen(updates.stream()
                        .map(update -> new OpenUpdateRow(update.getOccurredAt(), update))
                        .toList())
                .setFailed(failures.stream()
                        .map(change -> new FailedChangeRow(change, failedAt))
                        .toList())
                .build();
    }

    private static void seen(MatchTestBed bed, String... vmIds) {
        bed.volume(OLD_KERNEL);
        for (String vmId : vmIds) {
            bed.vm(vm(vmId));
        }
        bed.change(NEW_KERNEL);
    }

    private static VmEvent vm(String vmId) {
        return Events.observed(vmId, "host-1", Events.kernel(STORE, "1"));
    }

    private static UpdateEvent of(List<UpdateEvent> opened, String vmId) {
        return opened.stream()
                .filter(update -> update.getVmId().equals(vmId))
                .findFirst()
                .orElseThrow();
    }
}
