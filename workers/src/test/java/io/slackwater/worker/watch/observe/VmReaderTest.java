package io.slackwater.worker.watch.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.RunState;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.Volume;
import io.slackwater.schemas.HeldReference;
import io.slackwater.schemas.HostStore;
import io.slackwater.schemas.ReferenceHolder;
import io.slackwater.schemas.Use;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VolumeRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class VmReaderTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final StoreIndex STORES = StoreIndex.of(
            "host-1",
            List.of(pool(
                    true,
                    volume("kernel-1", Optional.empty()),
                    volume("kernel-2", Optional.empty()),
                    volume("root", Optional.empty()),
                    volume("base", Optional.of("/pool/root")),
                    volume("vm.qcow2", Optional.of("/pool/base")))),
            StoreIndex.empty());

    @Test
    void shouldMergeWhatIsLiveAndConfiguredAlike() throws Exception {
        Use use = read(domain(boots("kernel-1"), Optional.of(boots("kernel-1"))))
                .getUses()
                .get(0);

        assertThat(use.getLive()).isTrue();
        assertThat(use.getConfigured()).isTrue();
    }

    @Test
    void shouldTellApartWhatRunsFromWhatStartsNext() throws Exception {
        VmEvent event = read(domain(boots("kernel-2"), Optional.of(boots("kernel-1"))));

        assertThat(event.getUses()).hasSize(2);
        assertThat(event.getUses())
                .filteredOn(Use::getConfigured)
                .singleElement()
                .satisfies(use -> {
                    assertThat(use.getVolume().getVolume()).isEqualTo("kernel-2");
                    assertThat(use.getLive()).isFalse();
                });
        assertThat(event.getUses()).filteredOn(Use::getLive).singleElement().satisfies(use -> assertThat(
                        use.getVolume().getVolume())
                .isEqualTo("kernel-1"));
    }

    @Test
    void shouldWalkTheBackingChainThroughTheVolumes() throws Exception {
        Use use = read(domain(hasDisk("<source file='/pool/vm.qcow2'/>"), Optional.empty()))
                .getUses()
                .get(0);

        assertThat(use.getBackingChain()).extracting(VolumeRef::getVolume).containsExactly("base", "root");
    }

    @Test
    void shouldSayWhatForbidsAnotherImageInAConfiguredSlot() throws Exception {
        String sliced = hasDisk("<source file='/pool/vm.qcow2'><slices><slice type='storage' offset='0' size='512'/>"
                + "</slices></source>");
        String plain = hasDisk("<source file='/pool/vm.qcow2' index='1'/>");

        assertThat(read(domain(sliced, Optional.of(plain))).getUses())
                .singleElement()
                .satisfies(use -> assertThat(use.getObstacles()).containsExactly("<slices> in <source>"));
        assertThat(read(domain(plain, Optional.of(sliced))).getUses())
                .singleElement()
                .satisfies(use -> assertThat(use.getObstacles()).isEmpty());
    }

    @Test
    void shouldFindAVolumeThatIsNamedByPoolAndName() throws Exception {
        String definition = "<domain><name>vm</name><uuid>%s</uuid><devices><disk type='volume' device='disk'>"
                        .formatted(new UUID(0, 1))
                + "<source pool='default' volume='vm.qcow2'/><target dev='vda'/></disk></devices></domain>";

        Use use = read(domain(definition, Optional.empty())).getUses().get(0);

        assertThat(use.getVolume()).isEqualTo(new VolumeRef("host-1/default", "vm.qcow2", "/pool/vm.qcow2"));
    }

    @Test
    void shouldLeaveTheStoreEmptyForAPathOutsideThePools() throws Exception {
        Use use = read(domain(hasDisk("<source file='/elsewhere/disk'/>"), Optional.empty()))
                .getUses()
                .get(0);

        assertThat(use.getVolume()).isEqualTo(new VolumeRef("", "", "/elsewhere/disk"));
    }

    @Test
    void shouldHoldWhatSnapshotsSavesAndCheckpointsReferTo() throws Exception {
        String disk = hasDisk("<source file='/pool/vm.qcow2'/>");
        Domain domain = new Domain(
                new UUID(0, 1),
                "vm",
                RunState.SHUTOFF,
                "SAVED",
                true,
                disk,
                Optional.empty(),
                Optional.of(boots("kernel-1")),
                List.of(new Domain.Snapshot(
                        "before", "<domainsnapshot><name>before</name>" + boots("kernel-2") + "</domainsnapshot>")),
                List.of(new Domain.Checkpoint(
                        "backup", "<domaincheckpoint><name>backup</name>" + disk + "</domaincheckpoint>")));

        VmEvent event = read(domain);

        assertThat(event.getManagedSave()).isTrue();
        assertThat(event.getSnapshots()).isEqualTo(1);
        assertThat(event.getReferences())
                .extracting(
                        HeldReference::getHolder,
                        reference -> reference.getVolume().getVolume())
                .containsExactlyInAnyOrder(
                        tuple(ReferenceHolder.SNAPSHOT, "kernel-2"),
                        tuple(ReferenceHolder.MANAGED_SAVE, "kernel-1"),
                        tuple(ReferenceHolder.CHECKPOINT, "vm.qcow2"),
                        tuple(ReferenceHolder.CHECKPOINT, "base"),
                        tuple(ReferenceHolder.CHECKPOINT, "root"));
    }

    @Test
    void shouldHoldWhatADefinitionNamesOutsideItsSlots() throws Exception {
        String definition = "<domain type='qemu'><name>vm</name><uuid>%s</uuid>".formatted(new UUID(0, 1))
                + "<os><loader>/usr/share/OVMF/CODE.fd</loader><nvram template='/pool/kernel-1'>/pool/vars</nvram></os>"
                + "<devices><disk type='file' device='disk'><source file='/pool/base'/><target dev='vda'/>"
                + "<mirror type='volume'><source pool='default' volume='vm.qcow2'/></mirror></disk></devices>"
                + "<commandline xmlns='http://libvirt.org/schemas/domain/qemu/1.0'><arg value='-drive'/>"
                + "<arg value='file=/pool/kernel-2,format=raw'/></commandline></domain>";

        VmEvent event = read(domain(definition, Optional.empty()));

        assertThat(event.getReferences())
                .extracting(HeldReference::getHolder, HeldReference::getName, reference -> reference
                        .getVolume()
                        .getPath())
                .containsExactlyInAnyOrder(
                        tuple(ReferenceHolder.DEFINITION, "nvram", "/pool/vars"),
                        tuple(ReferenceHolder.DEFINITION, "nvram template", "/pool/kernel-1"),
                        tuple(ReferenceHolder.DEFINITION, "vda", "/pool/vm.qcow2"),
                        tuple(ReferenceHolder.DEFINITION, "QEMU's command line", "/pool/kernel-2"));
    }

    @Test
    void shouldHaveTheSameDigestAtAnotherTimeAndAnotherStart() throws Exception {
        Domain domain = domain(boots("kernel-1"), Optional.empty());
        VmReader reader = new VmReader("host-1", STORES);

        VmObservation first = reader.read(domain, 0, NOW);
        VmObservation second = reader.read(domain, 5, NOW.plusSeconds(60));

        assertThat(second.digest()).isEqualTo(first.digest());
        assertThat(second.state().getStartedAs()).isEqualTo(5);
        assertThat(second.inventory().getOccurredAt()).isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void shouldNameAStoreByItsMarkerAlsoWhileThePoolCannotBeAsked() {
        StoreIndex marked = StoreIndex.of(
                "host-2",
                List.of(pool(true, volume("slackwater-store:host-1:shared", Optional.empty()))),
                StoreIndex.empty());
        StoreIndex inactive = StoreIndex.of("host-2", List.of(pool(false)), marked);

        assertThat(marked.describe(pool -> "")).extracting(HostStore::getStore).containsExactly("host-1/shared");
        assertThat(inactive.describe(pool -> ""))
                .extracting(HostStore::getStore)
                .containsExactly("host-1/shared");
    }

    @Test
    void shouldEndTheWalkOfAChainThatBitesItsTail() {
        StoreIndex circular = StoreIndex.of(
                "host-1",
                List.of(pool(true, volume("a", Optional.of("/pool/b")), volume("b", Optional.of("/pool/a")))),
                StoreIndex.empty());

        assertThat(circular.backingChain("/pool/a", List.of()))
                .extracting(VolumeRef::getVolume)
                .startsWith("b")
                .hasSizeLessThan(3);
    }

    private static VmEvent read(Domain domain) throws Exception {
        return new VmReader("host-1", STORES).read(domain, 0, NOW).inventory();
    }

    private static Domain domain(String definition, Optional<String> live) {
        return new Domain(
                new UUID(0, 1),
                "vm",
                live.isPresent() ? RunState.RUNNING : RunState.SHUTOFF,
                "",
                true,
                definition,
                live,
                Optional.empty(),
                List.of(),
                List.of());
    }

    private static String boots(String kernel) {
        return "<domain><name>vm</name><uuid>%s</uuid><os><kernel>/pool/%s</kernel></os></domain>"
                .formatted(new UUID(0, 1), kernel);
    }

    private static String hasDisk(String source) {
        return ("<domain><name>vm</name><uuid>%s</uuid><devices><disk type='file' device='disk'>%s"
                        + "<target dev='vda'/></disk></devices></domain>")
                .formatted(new UUID(0, 1), source);
    }

    private static StoragePool pool(boolean active, Volume... volumes) {
        return new StoragePool("default", "dir", active, "/pool", 100, 50, List.of(volumes));
    }

    private static Volume volume(String name, Optional<String> backing) {
        return new Volume(name, "/pool/" + name, "qcow2", 10, 10, backing);
    }
}
