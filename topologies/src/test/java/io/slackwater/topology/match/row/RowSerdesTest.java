package io.slackwater.topology.match.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.match.Causation;
import io.slackwater.domain.match.FanOutScan;
import io.slackwater.domain.match.OpenedPhase;
import io.slackwater.domain.match.OpenedUpdates;
import io.slackwater.domain.match.Placement;
import io.slackwater.domain.match.PublishedChange;
import io.slackwater.domain.match.SlotImage;
import io.slackwater.domain.match.TargetVersion;
import io.slackwater.domain.match.VmMatchState;
import io.slackwater.domain.match.VmPlacements;
import io.slackwater.domain.match.VolumeContent;
import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.portion.VersionOrder;
import io.slackwater.domain.volume.VolumeId;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.inventory.rows.ChangeRow;
import io.slackwater.inventory.rows.VmRow;
import io.slackwater.schemas.serde.AvroSerdes;
import io.slackwater.schemas.serde.OtherVersion;
import io.slackwater.topology.match.MatchNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RowSerdesTest {

    private static final Causation CAUSE = new Causation("event-1", "00-trace");

    private final SchemaStore.Cache writers = new SchemaStore.Cache();
    private final AvroSerdes serdes = new AvroSerdes(writers);

    @Test
    void shouldReadBackWhatIsKnownOfAVm() {
        assertThat(stored(MatchVmRowMapper.serde(serdes), aVm(Map.of("change-1", 7L))))
                .isEqualTo(aVm(Map.of("change-1", 7L)));
    }

    @Test
    void shouldReadBackTheCatalogue() {
        TargetVersion target = new TargetVersion(
                "debian-12/kernel",
                PortionKind.KERNEL,
                "2",
                Optional.of("a".repeat(64)),
                new TargetVersion.Supersedes(VersionOrder.LISTED, Set.of("1", "1.1")));
        PublishedChange change = new PublishedChange("change-1", 5, List.of(target));
        VolumeContent volumeContent =
                new VolumeContent("debian-12/kernel", PortionKind.KERNEL, "1", Optional.of("b".repeat(64)));

        assertThat(stored(MatchCatalogueRowMapper.changes(serdes), change)).isEqualTo(change);
        assertThat(stored(MatchCatalogueRowMapper.contents(serdes), volumeContent))
                .isEqualTo(volumeContent);
    }

    static Stream<FanOutScan> scans() {
        return Stream.of(
                new FanOutScan.OfChange("change-1", CAUSE, "vm-7", 3),
                new FanOutScan.OfAll(CAUSE, FanOutScan.START, 1_000));
    }

    @ParameterizedTest
    @MethodSource("scans")
    void shouldReadBackHowFarAScanIs(FanOutScan scan) {
        assertThat(stored(MatchCatalogueRowMapper.scans(serdes), scan)).isEqualTo(scan);
    }

    static Stream<OtherVersion> versions() {
        return Stream.of(OtherVersion.before(VmRow.class, "VmRow", "retried"), OtherVersion.after(VmRow.class));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void shouldReadAVmThatAnotherVersionStored(OtherVersion version) {
        VmMatchState vm = aVm(Map.of());
        writers.addSchema(version.schema());
        Serde<VmMatchState> rows = MatchVmRowMapper.serde(serdes);

        byte[] stored = version.write(rows.serializer().serialize(MatchNames.VMS, vm));

        assertThat(rows.deserializer().deserialize(MatchNames.VMS, stored)).isEqualTo(vm);
    }

    @Test
    void shouldTakeSymbolsOfALaterVersionForTheCautiousThing() {
        VmMatchState vm = aVm(Map.of());

        VmMatchState unknownKind = later(MatchVmRowMapper.serde(serdes), VmRow.class, vm, "PortionKind", "KERNEL");
        assertThat(unknownKind.vm().placements().get(0).slots().get(0).kind()).isEqualTo(PortionKind.UNKNOWN);

        VmMatchState unknownPhase = later(MatchVmRowMapper.serde(serdes), VmRow.class, vm, "OpenedPhaseRow", "FAILED");
        assertThat(unknownPhase.opened().updates().get(0).phase())
                .as("an update that may go on, so that no other is opened beside it")
                .isEqualTo(OpenedPhase.OPEN);

        TargetVersion.Supersedes older = new TargetVersion.Supersedes(VersionOrder.DEBIAN, Set.of());
        PublishedChange change = new PublishedChange(
                "change-1",
                5,
                List.of(new TargetVersion("debian-12/kernel", PortionKind.KERNEL, "2", Optional.empty(), older)));
        PublishedChange unknownOrder =
                later(MatchCatalogueRowMapper.changes(serdes), ChangeRow.class, change, "VersionOrder", "DEBIAN");
        assertThat(unknownOrder.targets().get(0).supersedes())
                .as("nothing but what is listed")
                .isEqualTo(new TargetVersion.Supersedes(VersionOrder.LISTED, Set.of()));
    }

    private <T> T later(Serde<T> rows, Class<? extends SpecificRecord> type, T value, String choice, String symbol) {
        OtherVersion version = OtherVersion.withSymbolInsteadOf(type, choice, symbol);
        writers.addSchema(version.schema());
        byte[] stored = version.write(rows.serializer().serialize("rows", value));
        return rows.deserializer().deserialize("rows", stored);
    }

    private static VmMatchState aVm(Map<String, Long> retried) {
        SlotImage kernel = new SlotImage("kernel", PortionKind.KERNEL, image("kernel-1"), Optional.empty());
        SlotImage disk = new SlotImage("vda", PortionKind.BASE_IMAGE, image("base-1"), Optional.of(image("overlay-1")));
        return new VmMatchState(
                new VmPlacements(true, List.of(new Placement("host-1", 1_000, List.of(kernel, disk)))),
                new OpenedUpdates(
                        List.of(new OpenedUpdates.Update("change-1", "update-1", OpenedPhase.FAILED, -3, 2_000)),
                        retried,
                        new OpenedUpdates.Restored(Set.of("change-2", "change-3"), Map.of("change-4", 3_000L))));
    }

    private static VolumeRef image(String volume) {
        return VolumeRef.of(new VolumeId("host-1/default", volume), "/pool/" + volume);
    }

    private static <T> T stored(Serde<T> rows, T value) {
        return rows.deserializer().deserialize("rows", rows.serializer().serialize("rows", value));
    }
}
