package io.slackwater.integration.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.integration.log.EventLog;
import io.slackwater.integration.log.Progress;
import io.slackwater.integration.offer.ChangeOffer;
import io.slackwater.integration.offer.OfferedPortion;
import io.slackwater.integration.operator.Operator;
import io.slackwater.lab.guest.GuestKernel;
import io.slackwater.schemas.BlockerCode;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.standalone.services.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A guest that was started from a file has no definition on its host: nobody can see whether it will be started again. */
@ExtendWith(OnRealHosts.class)
class VanishedVmTest {

    private static final String SYSTEM = "vanished";
    private static final String GUEST = "vanished-guest";
    private static final String STARTED_FROM_A_FILE = "vanished-created";

    @Test
    void shouldKeepWhatAVanishedVmUsedLastUntilAPersonSaysThatItWillNotComeBack(RealFleet fleet) throws Exception {
        // given a guest that is defined, and one that was started from a file and has stopped, on the same kernel
        RealHost host = fleet.hosts().get(0);
        GuestKernel older = fleet.kit().older();
        GuestKernel newer = fleet.kit().newer();
        Path kernel = host.upload(SYSTEM, "kernel", older.release(), older.image());
        Path initrd = host.uploadInitramfs(SYSTEM, "1", List.of(older, newer));
        String vm = host.define(GUEST, kernel, initrd);
        String vanished = host.create(STARTED_FROM_A_FILE, kernel, initrd);
        String oldKernel = RealHost.volumeName(SYSTEM, "kernel", older.release());

        try (EventLog log = fleet.platform().openLog()) {
            Progress progress = new Progress(log);
            progress.awaitSeen(vanished);
            host.guests().destroy(STARTED_FROM_A_FILE);

            // when the defined one is moved to the next kernel
            new ChangeOffer(fleet.platform().addressOf(Service.PATCH_INGEST))
                    .post(
                            SYSTEM,
                            OfferedPortion.kernel(
                                    "vanished/kernel", newer.release(), Files.readAllBytes(newer.image())));
            progress.awaitPhase(UpdatePhase.APPLIED, List.of(vm));
            assertThat(host.boot(GUEST).kernelRelease()).isEqualTo(newer.release());
            progress.awaitPhase(UpdatePhase.VERIFIED, List.of(vm));

            // then the old kernel stays for the one that is gone
            progress.awaitKept(host.store(), oldKernel, BlockerCode.LAST_USED_BY_VANISHED_VM);
            assertThat(host.has(oldKernel)).isTrue();

            // until somebody knows that it will not come back
            Operator.forget(fleet.platform().addressOf(Service.STORAGE_RECLAIMER), host.store(), vanished);
            progress.awaitReclaimed(host.store(), oldKernel);
            assertThat(host.has(oldKernel)).isFalse();
        }
    }
}
