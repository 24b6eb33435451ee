package io.slackwater.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.schemas.Blocker;
import io.slackwater.schemas.BlockerCode;
import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.Replacement;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.schemas.VolumeOwner;
import io.slackwater.schemas.VolumeRef;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FleetProgressTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final VolumeRef OLD = new VolumeRef("host-1/images", "vmlinuz-1", "/images/vmlinuz-1");
    private static final VolumeRef NEW = new VolumeRef("host-1/images", "kernel-2", "/images/kernel-2");
    private static final String FIRST = UUID.nameUUIDFromBytes(new byte[] {1}).toString();
    private static final String SECOND = UUID.nameUUIDFromBytes(new byte[] {2}).toString();

    private final FleetProgress progress = new FleetProgress(new VmNumbers(List.of(FIRST, SECOND)), 1);

    @Test
    void shouldBeFreedWhenEveryVmIsVerifiedAndEveryOldVolumeIsReclaimed() {
        // given
        progress.apply(update(FIRST, UpdatePhase.VERIFIED));
        progress.apply(volume(NEW, VolumeEventType.RECLAIMED));
        progress.apply(volume(OLD, VolumeEventType.RECLAIMED));
        assertThat(progress.isFreed()).isFalse();

        // when
        boolean isNew = progress.apply(update(SECOND, UpdatePhase.VERIFIED));

        // then
        assertThat(isNew).isTrue();
        assertThat(progress.isFreed()).isTrue();
        assertThat(progress.countFreed()).isEqualTo(1);
    }

    @Test
    void shouldCountAVmOnceThoughItsEventComesTwice() {
        // given
        progress.apply(update(FIRST, UpdatePhase.REQUIRED));

        // when
        boolean isNew = progress.apply(update(FIRST, UpdatePhase.REQUIRED));

        // then
        assertThat(isNew).isFalse();
        assertThat(progress.count(UpdatePhase.REQUIRED)).isEqualTo(1);
        assertThat(progress.updateEvents()).containsEntry(UpdatePhase.REQUIRED, 2L);
    }

    @Test
    void shouldSayWhatIsMissing() {
        // given
        progress.apply(update(FIRST, UpdatePhase.VERIFIED));
        progress.apply(update(SECOND, UpdatePhase.REQUIRED, BlockerCode.VOLUME_NOT_STAGED));
        progress.apply(volume(OLD, VolumeEventType.DUE));

        // when
        List<String> missing = progress.missing();

        // then
        assertThat(missing)
                .anyMatch(line -> line.contains("1 VMs are not verified: VOLUME_NOT_STAGED"))
                .anyMatch(line -> line.contains("vmlinuz-1 of store host-1/images is not freed: DUE"));
    }

    private static UpdateEvent update(String vm, UpdatePhase phase, BlockerCode... blockers) {
        return UpdateEvent.newBuilder()
                .setUpdateId(vm)
                .setChangeId("change")
                .setVmId(vm)
                .setHostId("host-1")
                .setEpisode("episode")
                .setAttempt(0)
                .setPhase(phase)
                .setReplacements(List.of(replacement()))
                .setBlockers(List.of(blockers).stream()
                        .map(FleetProgressTest::blocker)
                        .toList())
                .setOccurredAt(NOW)
                .build();
    }

    private static Blocker blocker(BlockerCode code) {
        return Blocker.newBuilder()
                .setCode(code)
                .setSubject("host-1")
                .setSince(NOW)
                .setDetail("")
                .build();
    }

    private static Replacement replacement() {
        return Replacement.newBuilder()
                .setSlot("kernel")
                .setPortion("debian/kernel")
                .setKind(PortionKind.KERNEL)
                .setFromVersion("1")
                .setFrom(OLD)
                .setToVersion("2")
                .setTo(NEW)
                .build();
    }

    private static VolumeEvent volume(VolumeRef volume, VolumeEventType type) {
        return VolumeEvent.newBuilder()
                .setVolume(volume)
                .setType(type)
                .setOwner(VolumeOwner.STAGED)
                .setPortion("debian/kernel")
                .setVersion("1")
                .setKind(PortionKind.KERNEL)
                .setSizeBytes(1000)
                .setOccurredAt(NOW)
                .build();
    }
}
