package io.slackwater.integration.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slackwater.integration.log.EventLog;
import io.slackwater.integration.log.Progress;
import io.slackwater.integration.offer.ChangeOffer;
import io.slackwater.integration.offer.OfferedPortion;
import io.slackwater.integration.operator.Operator;
import io.slackwater.integration.services.LocalPlatform;
import io.slackwater.schemas.BlockerCode;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.standalone.services.Service;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change is withdrawn that VMs have by then, and whose predecessor's volume is freed. */
class WithdrawalTest {

    private static final String RETURN = "{\"rollout\": {\"onWithdrawal\": \"return\"}}";

    @TempDir
    private Path directory;

    @Test
    void shouldTakeVmsBackToTheChangeBeforeOnceThePolicySaysSo() throws Exception {
        try (KernelFleet fleet = new KernelFleet(2);
                LocalPlatform platform = LocalPlatform.start(directory, fleet.serviceProperties());
                EventLog log = platform.openLog()) {
            Progress progress = new Progress(log);
            ChangeOffer offer = new ChangeOffer(platform.addressOf(Service.PATCH_INGEST));
            List<String> vms = fleet.vms();

            // given VMs that were verified on a change, and the volume of the one before it is freed
            String older = offer.post("debian", kernel(KernelFleet.OLDER, KernelFleet.OLDER));
            String newer = offer.post("debian", KernelFleet.newerKernel());
            progress.awaitPhase(UpdatePhase.REQUIRED, vms);
            fleet.shutDownAll();
            progress.awaitPhase(UpdatePhase.APPLIED, vms);
            fleet.startAll();
            progress.awaitPhase(UpdatePhase.VERIFIED, vms);
            progress.awaitReclaimed(KernelFleet.STORE, KernelFleet.OLD_VOLUME);

            // when the change is withdrawn, they stay, and its content is published no more
            offer.withdraw(newer, "ada", "it panics");
            for (String vm : vms) {
                progress.awaitBlocker(vm, UpdatePhase.REQUIRED, BlockerCode.RETURN_NOT_ALLOWED);
            }
            assertThatThrownBy(() -> offer.post("debian", kernel("6.1.0-43-cloud-amd64", KernelFleet.NEWER)))
                    .hasMessageContaining("change " + newer + " was withdrawn by ada")
                    .hasMessageContaining("it panics");

            // then they go back once the policy says so
            Operator.setPolicy(platform.bootstrapServers(), "fleet", RETURN);
            fleet.shutDownAll();
            progress.awaitPhase(UpdatePhase.APPLIED, vms);
            fleet.startAll();
            assertThat(progress.awaitPhase(UpdatePhase.VERIFIED, vms)).allSatisfy(back -> {
                assertThat(back.getChangeId()).isEqualTo(older);
                assertThat(back.getReturnsFrom()).contains(newer);
                assertThat(back.getKernelRelease()).contains(KernelFleet.OLDER);
            });
            assertThat(log.of(UpdateEvent.class))
                    .filteredOn(event -> event.getPhase() == UpdatePhase.GRANTED)
                    .hasSize(2 * vms.size());
        }
    }

    private static OfferedPortion kernel(String version, String release) {
        return OfferedPortion.kernel("debian/kernel", version, KernelFleet.kernel(release));
    }
}
