package io.slackwater.topology.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.HeldReference;
import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.ReferenceHolder;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.RolloutEventType;
import io.slackwater.schemas.SlotKind;
import io.slackwater.schemas.UnknownVolumeUse;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.Use;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmEventType;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.schemas.VolumeRef;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** VMs run from volumes that are named like staged ones, and the log does not know them: an older log was restored. */
class UnknownVolumesTest {

    private static final String STORE = "host-1/default";
    private static final String STAGED = "debian-12.kernel-1-0123456789ab";

    @TempDir
    private Path state;

    private MatchTestBed bed;

    @BeforeEach
    void open() {
        bed = new MatchTestBed(state);
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @ParameterizedTest
    @CsvSource({
        "kernel, KERNEL, KERNEL, debian-12.image-1-0123456789ab",
        "initrd, INITRD, INITRD, debian-12.image-1-0123456789ab",
        "loader, LOADER, FIRMWARE, debian-12.image-1-0123456789ab",
        "vdb, DISK, LAYER, debian-12.image-1~rc.2-0123456789ab",
        "vdb, DISK, LAYER, debian-12.image-1-0123456789ab.qcow2"
    })
    void shouldCountAVmThatRunsFromAnUnknownVolumeOfAnyKind(
            String slot, SlotKind slotKind, PortionKind kind, String volume) {
        bed.vm(Events.observed("vm-1", "host-1", Events.use(slot, slotKind, ref(volume), true, List.of())));

        RolloutEvent published = fanOut(Events.change("change-2", Events.portion("image", kind, "2")));

        assertThat(published.getMatched()).isZero();
        assertThat(published.getUnknownVolumeVms()).isEqualTo(1);
        assertThat(published.getUnknownVolumes()).containsExactly(new UnknownVolumeUse("vm-1", ref(volume)));
    }

    @Test
    void shouldCountAVmWhoseOverlayIsBackedByAnUnknownVolume() {
        String base = "debian-12.base-1-0123456789ab.qcow2";
        bed.vm(Events.observed("vm-1", "host-1", Events.disk(STORE, "vm-1-vda-01234567.qcow2", base)));

        RolloutEvent published = fanOut(Events.change("change-2", Events.portion("base", PortionKind.BASE_IMAGE, "2")));

        assertThat(published.getUnknownVolumes()).containsExactly(new UnknownVolumeUse("vm-1", ref(base)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vmlinuz-1",
                "debian-12.kernel-1",
                "debian-12.kernel-1-0123456789a",
                "debian-12.kernel-1-0123456789ab.iso",
                "debian-13.kernel-1-0123456789ab",
                "debian-12.initrd-1-0123456789ab"
            })
    void shouldNotCountAVmThatRunsFromAVolumeOfAnotherName(String volume) {
        bed.vm(Events.observed("vm-1", "host-1", kernel(volume)));

        assertThat(fanOut(kernelChange("2")).getUnknownVolumeVms()).isZero();
    }

    @Test
    void shouldNotCountAVmWhoseVolumeIsKnownByAnotherName() {
        VolumeRef other = new VolumeRef("host-1/link", "linked", ref(STAGED).getPath());
        bed.volume(VolumeEvent.newBuilder(staged()).setVolume(other).build());
        VmEvent seen = Events.observed("vm-1", "host-1", kernel(STAGED));
        bed.vm(VmEvent.newBuilder(seen)
                .setReferences(List.of(new HeldReference(ReferenceHolder.DEFINITION, "kernel", other)))
                .build());

        RolloutEvent published = fanOut(kernelChange("2"));

        assertThat(published.getMatched()).isEqualTo(1);
        assertThat(published.getUnknownVolumeVms()).isZero();
    }

    @Test
    void shouldNotCountAVmThatIsSeenFirstAndWhoseVolumeBecomesKnownInTheSameInstant() {
        bed.change(kernelChange("2"));
        bed.tick();
        bed.vm(Events.observed("vm-1", "host-1", kernel(STAGED)));
        bed.volume(staged());
        bed.tick();

        assertThat(bed.finished()).extracting(RolloutEvent::getUnknownVolumeVms).containsExactly(0L);
    }

    @Test
    void shouldOpenTheUpdateAndPublishTheNumbersAgainOnceTheVolumeIsKnown() {
        bed.vm(Events.observed("vm-1", "host-1", kernel(STAGED)), Events.observed("vm-2", "host-1", kernel(STAGED)));
        assertThat(fanOut(kernelChange("2")).getUnknownVolumeVms()).isEqualTo(2);
        assertThat(bed.opened()).isEmpty();
        assertThat(bed.unknownVolumeVms()).isEqualTo(Map.of("change-2", 2L));

        bed.volume(staged());
        List<UpdateEvent> opened = bed.opened();

        assertThat(opened).extracting(UpdateEvent::getVmId).containsExactly("vm-1", "vm-2");
        assertThat(bed.finished()).singleElement().satisfies(published -> {
            assertThat(published.getMatched()).isEqualTo(2);
            assertThat(published.getUnknownVolumeVms()).isZero();
            assertThat(published.getUnknownVolumes()).isEmpty();
        });
        assertThat(bed.unknownVolumeVms()).isEmpty();
    }

    @Test
    void shouldPublishTheNumberAgainWhenTheVolumeHoldsWhatTheChangeBrings() {
        bed.vm(Events.observed("vm-1", "host-1", kernel(STAGED)));
        assertThat(fanOut(kernelChange("1")).getUnknownVolumeVms()).isEqualTo(1);

        bed.volume(staged());

        assertThat(bed.opened()).isEmpty();
        assertThat(bed.finished()).extracting(RolloutEvent::getUnknownVolumeVms).containsExactly(0L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OBSERVED", "GONE", "HOST_RETIRED"})
    void shouldPublishTheNumberAgainWhenTheVmRunsFromItNoMore(VmEventType news) {
        bed.vm(Events.observed("vm-1", "host-1", kernel(STAGED)));
        assertThat(fanOut(kernelChange("2")).getUnknownVolumeVms()).isEqualTo(1);

        bed.vm(
                news == VmEventType.OBSERVED
                        ? Events.observed("vm-1", "host-1", kernel("vmlinuz"))
                        : VmEvent.newBuilder(Events.gone("vm-1", "host-1"))
                                .setType(news)
                                .build());
        bed.tick();

        assertThat(bed.finished()).extracting(RolloutEvent::getUnknownVolumeVms).containsExactly(0L);
    }

    @Test
    void shouldPublishTheNumberAgainWhenAVmIsSeenAfterTheFanOut() {
        assertThat(fanOut(kernelChange("2")).getUnknownVolumeVms()).isZero();

        bed.vm(Events.observed("vm-1", "host-1", kernel(STAGED)));
        bed.tick();

        assertThat(bed.finished()).extracting(RolloutEvent::getUnknownVolumeVms).containsExactly(1L);
        bed.tick();
        assertThat(bed.finished()).as("said once").isEmpty();
    }

    @Test
    void shouldCountForTheNewestChangeAloneAndForTheOneBeforeOnceThatIsWithdrawn() {
        bed.vm(Events.observed("vm-1", "host-1", kernel(STAGED)));
        assertThat(fanOut(kernelChange("2")).getUnknownVolumeVms()).isEqualTo(1);

        bed.change(kernelChange("3"));
        bed.tick();
        assertThat(numbers()).containsExactly("change-3 1", "change-2 0");

        bed.change(Events.withdrawn("change-3"));
        bed.tick();
        assertThat(numbers()).containsExactly("change-2 1", "change-3 0");
    }

    @Test
    void shouldNotTakeBackInARebuildWhatTheLogSaysBeforeItHasLookedAgain() {
        bed.close();
        bed = new MatchTestBed(state, 1, Events.TIME);
        bed.replayOver(false);
        bed.rollout(RolloutEvent.newBuilder()
                .setChangeId("change-2")
                .setType(RolloutEventType.FAN_OUT_FINISHED)
                .setPartition(0)
                .setPartitions(1)
                .setMatched(7)
                .setUnknownVolumeVms(2)
                .setOccurredAt(Events.TIME)
                .build());
        bed.finished();
        bed.change(kernelChange("2"));
        bed.vm(Events.observed("vm-1", "host-1", kernel(STAGED)), Events.observed("vm-2", "host-1", kernel(STAGED)));
        bed.replayOver(true);
        for (int ticks = 0; ticks < 5; ticks++) {
            bed.tick();
        }
        assertThat(bed.scannedRows()).isEqualTo(2);
        assertThat(bed.finished()).as("the log says it already").isEmpty();

        bed.volume(staged());
        bed.tick();
        assertThat(bed.finished()).as("one VM of two was looked at").isEmpty();
        bed.tick();
        assertThat(bed.finished()).singleElement().satisfies(published -> {
            assertThat(published.getUnknownVolumeVms()).isZero();
            assertThat(published.getMatched()).isEqualTo(9);
        });
    }

    @Test
    void shouldLookAtNoVmForAVolumeFromWhichNoneRuns() {
        bed.vm(Events.observed("vm-1", "host-1", kernel(STAGED)));
        assertThat(fanOut(kernelChange("1")).getUnknownVolumeVms()).isEqualTo(1);
        int before = bed.scannedRows();

        bed.volume(VolumeEvent.newBuilder(staged())
                .setVolume(ref("debian-12.kernel-1-ba9876543210"))
                .build());
        bed.tick();
        assertThat(bed.scannedRows()).isEqualTo(before);

        bed.volume(staged());
        bed.tick();
        assertThat(bed.scannedRows()).isEqualTo(before + 1);
    }

    @Test
    void shouldNotTakeALateEchoOfItsOwnForNews() {
        bed.vm(Events.observed("vm-1", "host-1", kernel(STAGED)));
        RolloutEvent first = fanOut(kernelChange("2"));
        bed.volume(staged());
        bed.tick();
        assertThat(bed.finished()).extracting(RolloutEvent::getMatched).containsExactly(1L);

        bed.rollout(first);
        bed.finished();
        bed.tick();

        assertThat(bed.finished()).as("nothing changed").isEmpty();
    }

    @Test
    void shouldNameTheFirstTwentyVms() {
        List<String> vms = new ArrayList<>();
        for (int number = 10; number < 35; number++) {
            vms.add("vm-" + number);
            bed.vm(Events.observed("vm-" + number, "host-1", kernel(STAGED)));
        }

        RolloutEvent published = fanOut(kernelChange("2"));

        assertThat(published.getUnknownVolumeVms()).isEqualTo(25);
        assertThat(published.getUnknownVolumes())
                .extracting(UnknownVolumeUse::getVmId)
                .isEqualTo(vms.subList(0, 20));
    }

    /** Publishes a change and returns what is said when all VMs were looked at for it. */
    private RolloutEvent fanOut(ChangeEvent change) {
        bed.change(change);
        bed.tick();
        List<RolloutEvent> published = bed.finished();
        assertThat(published).hasSize(1);
        return published.get(0);
    }

    private List<String> numbers() {
        return bed.finished().stream()
                .map(event -> event.getChangeId() + " " + event.getUnknownVolumeVms())
                .toList();
    }

    private static ChangeEvent kernelChange(String version) {
        return Events.change("change-" + version, Events.portion("kernel", PortionKind.KERNEL, version));
    }

    private static Use kernel(String volume) {
        return Events.use("kernel", SlotKind.KERNEL, ref(volume), true, List.of());
    }

    private static VolumeEvent staged() {
        return VolumeEvent.newBuilder(
                        Events.volumeEvent(VolumeEventType.STAGED, STORE, "kernel", PortionKind.KERNEL, "1"))
                .setVolume(ref(STAGED))
                .setSha256(Events.sha256("kernel1"))
                .build();
    }

    private static VolumeRef ref(String volume) {
        return Events.volume(STORE, volume);
    }
}
