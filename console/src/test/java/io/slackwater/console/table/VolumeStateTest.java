package io.slackwater.console.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.schemas.VolumeFormat;
import io.slackwater.schemas.VolumeOwner;
import io.slackwater.schemas.VolumeRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VolumeStateTest {

    private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // before, event, owner, due, after
                "-, STAGING, STAGED, false, STAGING",
                "STAGING, STAGED, STAGED, false, STAGED",
                "STAGED, PINNED, STAGED, false, STAGED",
                "STAGED, DUE, STAGED, true, DUE",
                "DUE, REFUSED, STAGED, true, DUE",
                "DUE, UNPINNED, STAGED, true, DUE",
                "DUE, PINNED, STAGED, false, STAGED",
                "DUE, REFUSED, ADOPTED, false, ADOPTED",
                "RETIRING, REFUSED, REPLACED, true, DUE",
                "RETIRING, REFUSED, REPLACED, false, REPLACED_OVERLAY",
                "RETIRING, RECLAIMED, STAGED, false, RECLAIMED",
                "RECLAIMED, REFUSED, STAGED, false, RECLAIMED",
                "RECLAIMED, STAGING, STAGED, false, STAGING",
                "-, REFUSED, STAGED, false, STAGING",
                "-, REFUSED, ADOPTED, false, ADOPTED",
                "-, REFUSED, UNKNOWN, false, -",
            })
    void shouldTellWhereAVolumeStands(
            String before, VolumeEventType type, VolumeOwner owner, boolean isDue, String after) {
        VolumeEvent event = VolumeEvent.newBuilder()
                .setVolume(new VolumeRef("h1/images", "kernel", "/images/kernel"))
                .setType(type)
                .setOwner(owner)
                .setKind(PortionKind.KERNEL)
                .setFormat(VolumeFormat.RAW)
                .setSizeBytes(1)
                .setPins(List.of())
                .setDueSince(isDue ? NOW : null)
                .setOccurredAt(NOW)
                .build();

        assertThat(VolumeState.after(Optional.ofNullable(before), event)).isEqualTo(Optional.ofNullable(after));
    }
}
