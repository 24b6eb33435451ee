package io.slackwater.executor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.executor.modifiable.VolumeFact;
import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.schemas.VolumeFormat;
import io.slackwater.schemas.VolumeOwner;
import io.slackwater.schemas.VolumeRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WireSurroundingsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final String CHANGE = "c1";

    @Test
    void shouldKeepThePinnedVolumeOfAVersionWhenACopyOfItIsAdopted() {
        Optional<VolumeFact> staged = told(Optional.empty(), "staged", VolumeEventType.PINNED, CHANGE);

        Optional<VolumeFact> afterwards = told(staged, "copy", VolumeEventType.ADOPTED);

        assertThat(afterwards.orElseThrow().isReadyFor(CHANGE)).isTrue();
        assertThat(told(afterwards, "copy", VolumeEventType.RECLAIMED)).isEqualTo(staged);
    }

    @Test
    void shouldTakeTheVolumeThatIsPinnedForTheOneThatIsNot() {
        Optional<VolumeFact> copy = told(Optional.empty(), "copy", VolumeEventType.ADOPTED);

        Optional<VolumeFact> afterwards = told(copy, "staged", VolumeEventType.PINNED, CHANGE);

        assertThat(afterwards.orElseThrow().volume().volume()).isEqualTo("staged");
        assertThat(afterwards.orElseThrow().isReadyFor(CHANGE)).isTrue();
    }

    private static Optional<VolumeFact> told(
            Optional<VolumeFact> known, String volume, VolumeEventType type, String... pins) {
        VolumeEvent event = VolumeEvent.newBuilder()
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
        return WireSurroundings.volume(known, event, NOW);
    }
}
