package io.slackwater.topology.update.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.modifiable.ChangeInfo;
import io.slackwater.domain.modifiable.VolumeInfo;
import io.slackwater.mapping.update.CatalogueMapper;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.PortionVersion;
import io.slackwater.schemas.Severity;
import io.slackwater.schemas.VersionOrder;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.schemas.VolumeFormat;
import io.slackwater.schemas.VolumeOwner;
import io.slackwater.schemas.VolumeRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CatalogueRowMapperTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final String CHANGE = "c1";

    @Test
    void shouldKeepThePinnedVolumeOfAVersionWhenACopyOfItIsAdopted() {
        Optional<VolumeInfo> staged = told(Optional.empty(), "staged", VolumeEventType.PINNED, CHANGE);

        Optional<VolumeInfo> afterwards = told(staged, "copy", VolumeEventType.ADOPTED);

        assertThat(afterwards.orElseThrow().isReadyFor(CHANGE)).isTrue();
        assertThat(told(afterwards, "copy", VolumeEventType.RECLAIMED)).isEqualTo(staged);
    }

    @Test
    void shouldTakeTheVolumeThatIsPinnedForTheOneThatIsNot() {
        Optional<VolumeInfo> copy = told(Optional.empty(), "copy", VolumeEventType.ADOPTED);

        Optional<VolumeInfo> afterwards = told(copy, "staged", VolumeEventType.PINNED, CHANGE);

        assertThat(afterwards.orElseThrow().volume().name()).isEqualTo("staged");
        assertThat(afterwards.orElseThrow().isReadyFor(CHANGE)).isTrue();
    }

    @Test
    void shouldKnowWhatAChangeBringsAndWhenItWasOfferedFirstAlsoOnceItIsWithdrawn() {
        ChangeInfo offered = CatalogueMapper.change(
                ChangeInfo.UNKNOWN, change(ChangeEventType.AVAILABLE, NOW, List.of(kernel("6.1.0-50"))));

        ChangeInfo withdrawn =
                CatalogueMapper.change(offered, change(ChangeEventType.WITHDRAWN, NOW.plusSeconds(60), List.of()));

        assertThat(withdrawn.withdrawn()).isTrue();
        assertThat(withdrawn.versions()).containsExactly(Map.entry("debian-12/kernel", "6.1.0-50"));
        assertThat(withdrawn.availableSince()).contains(NOW);
    }

    @Test
    void shouldKnowAVolumeByItsContentAndForOldChangesByItsVersion() {
        String sha256 = "a".repeat(64);
        VolumeEvent read = VolumeEvent.newBuilder(event("staged", VolumeEventType.STAGED))
                .setSha256(sha256)
                .build();

        assertThat(CatalogueMapper.identities(read)).containsExactly("6.1.0-50", "sha256:" + sha256);
        assertThat(CatalogueMapper.identities(event("copy", VolumeEventType.ADOPTED)))
                .containsExactly("6.1.0-50");
    }

    @Test
    void shouldNotTakeTheTimeOfAWithdrawalForThatOfTheChange() {
        ChangeInfo withdrawn =
                CatalogueMapper.change(ChangeInfo.UNKNOWN, change(ChangeEventType.WITHDRAWN, NOW, List.of()));

        assertThat(withdrawn.availableSince()).isEmpty();
    }

    @Test
    void shouldRestoreWhatAChangeBringsAndWhenItWasOffered() {
        ChangeInfo offered = CatalogueMapper.change(
                ChangeInfo.UNKNOWN, change(ChangeEventType.AVAILABLE, NOW, List.of(kernel("6.1.0-50"))));

        assertThat(CatalogueRowMapper.restore(CatalogueRowMapper.store(offered)))
                .isEqualTo(offered);
    }

    private static ChangeEvent change(ChangeEventType type, Instant at, List<PortionVersion> portions) {
        return ChangeEvent.newBuilder()
                .setChangeId(CHANGE)
                .setType(type)
                .setOperatingSystem("debian-12")
                .setPortions(portions)
                .setSeverity(Severity.UNKNOWN)
                .setSource("ada")
                .setOccurredAt(at)
                .build();
    }

    private static PortionVersion kernel(String version) {
        return PortionVersion.newBuilder()
                .setPortion("debian-12/kernel")
                .setKind(PortionKind.KERNEL)
                .setVersion(version)
                .setVersionOrder(VersionOrder.DEBIAN)
                .setSha256("0".repeat(64))
                .setSize(1)
                .setFormat(VolumeFormat.RAW)
                .setArtifactUri("file:///vmlinuz")
                .build();
    }

    private static Optional<VolumeInfo> told(
            Optional<VolumeInfo> known, String volume, VolumeEventType type, String... pins) {
        return CatalogueMapper.volume(known, event(volume, type, pins), NOW);
    }

    private static VolumeEvent event(String volume, VolumeEventType type, String... pins) {
        return VolumeEvent.newBuilder()
                .setVolume(new VolumeRef("host-1/images", volume, "/images/" + volume))
                .setType(type)
                .setOwner(VolumeOwner.UNKNOWN)
                .setPortion("debian-12/kernel")
                .setVersion("6.1.0-50")
                .setKind(PortionKind.KERNEL)
                .setFormat(VolumeFormat.RAW)
                .setPins(List.of(pins))
                .setOccurredAt(NOW)
                .build();
    }
}
