package io.slackwater.inventory.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.match.SlotImage;
import io.slackwater.domain.volume.VolumeId;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.hypervisor.BackingDetails;
import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.RunState;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.Volume;
import io.slackwater.hypervisor.VolumeTraits;
import io.slackwater.schemas.HeldReference;
import io.slackwater.schemas.VmEvent;
import io.slackwater.streams.Decoded;
import io.slackwater.topology.match.MatchInput;
import io.slackwater.topology.match.MatchInputs;
import io.slackwater.worker.watch.observe.StoreIndex;
import io.slackwater.worker.watch.observe.VmReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A VM uses one image whatever name leads to it; where nobody can tell, it uses none that could be matched, and keeps all it may be. */
class AliasedImagesTest {

    private static final VolumeId BASE = new VolumeId("h1/golden", "base-2");
    private static final String STAMP = "1 1";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/golden/base-2",
                "/golden//base-2",
                "/golden/./base-2",
                "../golden/base-2",
                "file:/golden/base-2",
                "file:///golden/base-2",
                "json:{\"driver\":\"qcow2\",\"file\":{\"driver\":\"file\",\"filename\":\"/golden/base-2\"}}",
                "json:{\"file.filename\":\"\\/golden\\/base-2\"}",
                "/golden/latest",
                "../golden/latest"
            })
    void shouldFindTheBaseImageByWhateverNameTheOverlayHas(String backing) {
        VmEvent vm = read("<disk type='file'><source file='/vms/vm'/><target dev='vda'/></disk>", "", backing);

        assertThat(matched(vm)).contains(BASE);
        assertThat(held(vm)).contains(BASE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/golden/base-2", "/golden//base-2", "/golden/latest"})
    void shouldFindTheKernelByWhateverPathTheDefinitionHas(String path) {
        VmEvent vm = read("", "<kernel>" + path + "</kernel>", null);

        assertThat(slots(vm))
                .filteredOn(slot -> slot.image().id().equals(BASE))
                .extracting(SlotImage::image)
                .extracting(VolumeRef::path)
                .containsExactly(path);
        assertThat(held(vm)).contains(BASE);
    }

    @Test
    void shouldKeepButNotMatchWhatADirectoryThatMayBeALinkLeadsTo() {
        VmEvent vm = read("", "<kernel>/vms/../golden/base-2</kernel>", null);

        assertThat(matched(vm)).isEmpty();
        assertThat(held(vm)).contains(BASE);
    }

    @Test
    void shouldKeepButNotMatchTheBaseOfADiskThatADirectoryThatMayBeALinkLeadsTo() {
        VmEvent vm = read(
                "<disk type='file'><source file='/golden/../vms/vm'/><target dev='vda'/></disk>", "", "/golden/base-2");

        assertThat(matched(vm)).isEmpty();
        assertThat(held(vm)).contains(new VolumeId("h1/vms", "vm"), BASE);
    }

    @Test
    void shouldNotTakeAnotherFileForTheBaseImageWhereTheHostSawALink() {
        VmEvent vm = read(
                "<disk type='file'><source file='/vms/vm'/><target dev='vda'/></disk>", "", "../golden/base-2", "7 7");

        assertThat(matched(vm)).isEmpty();
        assertThat(held(vm)).contains(BASE);
    }

    @Test
    void shouldGoOnUsingAVolumeThatItsPoolDoesNotListNow() {
        VmEvent vm =
                read("<disk type='volume'><source pool='golden' volume='away'/><target dev='vda'/></disk>", "", null);

        assertThat(vm.getUses()).singleElement().satisfies(use -> assertThat(use.getVolume())
                .isEqualTo(new io.slackwater.schemas.VolumeRef("h1/golden", "away", "/golden/away")));
    }

    private static List<VolumeId> matched(VmEvent vm) {
        return slots(vm).stream().map(slot -> slot.image().id()).toList();
    }

    private static List<SlotImage> slots(VmEvent vm) {
        return ((MatchInput.VmObserved)
                        MatchInputs.ofVm(new Decoded.Value<>(vm)).orElseThrow())
                .slots();
    }

    private static List<VolumeId> held(VmEvent vm) {
        return Stream.concat(
                        vm.getUses().stream()
                                .flatMap(use ->
                                        Stream.concat(Stream.of(use.getVolume()), use.getBackingChain().stream())),
                        vm.getReferences().stream().map(HeldReference::getVolume))
                .map(volume -> new VolumeId(volume.getStore(), volume.getVolume()))
                .toList();
    }

    private static VmEvent read(String devices, String os, @Nullable String backing) {
        boolean isTold = backing != null && !backing.contains(":");
        return read(devices, os, backing, isTold ? STAMP : "");
    }

    private static VmEvent read(String devices, String os, @Nullable String backing, String backingStamp) {
        String xml = "<domain><name>vm</name><uuid>%s</uuid><os>%s</os><devices>%s</devices></domain>"
                .formatted(new UUID(0, 1), os, devices);
        Domain domain = new Domain(
                new UUID(0, 1),
                "vm",
                RunState.SHUTOFF,
                "",
                true,
                xml,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
        StoreIndex stores = StoreIndex.of("h1", pools(backing, backingStamp), StoreIndex.empty());
        try {
            return new VmReader("h1", stores).read(domain, 0, Instant.EPOCH).inventory();
        } catch (Exception unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    private static List<StoragePool> pools(@Nullable String backing, String backingStamp) {
        return List.of(
                new StoragePool(
                        "golden",
                        "dir",
                        true,
                        "/golden",
                        100,
                        50,
                        List.of(
                                volume("/golden/base-2", null, STAMP, ""),
                                volume("/golden/latest", null, STAMP, ""),
                                volume("/golden/base-1", null, "3 3", ""))),
                new StoragePool(
                        "vms", "dir", true, "/vms", 100, 50, List.of(volume("/vms/vm", backing, "2 2", backingStamp))));
    }

    private static Volume volume(String path, @Nullable String backing, String stamp, String backingStamp) {
        return new Volume(
                path.substring(path.lastIndexOf('/') + 1),
                path,
                "qcow2",
                10,
                10,
                Optional.ofNullable(backing),
                stamp,
                10,
                VolumeTraits.DEFAULT,
                new BackingDetails("qcow2", backingStamp));
    }
}
