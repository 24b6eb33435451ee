package io.slackwater.topology.storage.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.schemas.HeldReference;
import io.slackwater.schemas.ReferenceHolder;
import io.slackwater.schemas.SlotKind;
import io.slackwater.schemas.Use;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmEventType;
import io.slackwater.schemas.VolumeRef;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VmReferencesTest {

    @Test
    void shouldNameTheReasonOfEachReference() {
        assertThat(VmReferences.of(vm(
                        List.of(slot(volume("disk"), List.of(volume("base")))),
                        List.of(
                                held(ReferenceHolder.DEFINITION, volume("vars")),
                                held(ReferenceHolder.MANAGED_SAVE, volume("saved")),
                                held(ReferenceHolder.SNAPSHOT, volume("before")),
                                held(ReferenceHolder.CHECKPOINT, volume("backed-up")),
                                held(ReferenceHolder.UNKNOWN, volume("newer"))))))
                .extracting(
                        reference -> reference.held().volume(),
                        reference -> reference.held().blocker().code())
                .containsExactly(
                        tuple("disk", BlockerCode.USED_BY_VM),
                        tuple("base", BlockerCode.USED_BY_VM),
                        tuple("vars", BlockerCode.USED_BY_VM),
                        tuple("saved", BlockerCode.USED_BY_SAVED_STATE),
                        tuple("before", BlockerCode.USED_BY_SNAPSHOT),
                        tuple("backed-up", BlockerCode.USED_BY_CHECKPOINT),
                        tuple("newer", BlockerCode.USED_BY_SNAPSHOT));
    }

    @Test
    void shouldCountOneVolumeOncePerReason() {
        assertThat(VmReferences.of(vm(
                        List.of(slot(volume("disk"), List.of())),
                        List.of(
                                held(ReferenceHolder.SNAPSHOT, volume("disk")),
                                held(ReferenceHolder.SNAPSHOT, volume("disk"))))))
                .extracting(reference -> reference.held().blocker().code())
                .containsExactly(BlockerCode.USED_BY_VM, BlockerCode.USED_BY_SNAPSHOT);
    }

    @Test
    void shouldLeaveOutWhatNoPoolHas() {
        VolumeRef outside = new VolumeRef("", "", "/usr/share/OVMF/OVMF_CODE.fd");

        assertThat(VmReferences.of(
                        vm(List.of(slot(outside, List.of())), List.of(held(ReferenceHolder.DEFINITION, outside)))))
                .isEmpty();
    }

    private static VmEvent vm(List<Use> uses, List<HeldReference> references) {
        return VmEvent.newBuilder()
                .setVmId("00000000-0000-0000-0000-000000000001")
                .setType(VmEventType.OBSERVED)
                .setHostId("h1")
                .setName("vm")
                .setUses(uses)
                .setReferences(references)
                .setOccurredAt(Instant.parse("2026-03-01T00:00:00Z"))
                .build();
    }

    private static Use slot(VolumeRef volume, List<VolumeRef> backingChain) {
        return Use.newBuilder()
                .setSlot("vda")
                .setSlotKind(SlotKind.DISK)
                .setLive(false)
                .setConfigured(true)
                .setVolume(volume)
                .setBackingChain(backingChain)
                .build();
    }

    private static HeldReference held(ReferenceHolder holder, VolumeRef volume) {
        return new HeldReference(holder, "name", volume);
    }

    private static VolumeRef volume(String name) {
        return new VolumeRef("h1/default", name, "/pool/" + name);
    }
}
