package io.slackwater.mapping.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.storage.host.HostCheckResult;
import io.slackwater.domain.storage.model.DeletionProof;
import io.slackwater.domain.storage.volume.Sample;
import io.slackwater.domain.storage.volume.StorageEvent;
import io.slackwater.domain.storage.volume.StorageEvent.Step;
import io.slackwater.schemas.ReclaimProof;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.serde.AvroCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OutputMapperTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final int FLEET = 50_000;
    /** What a broker takes by default is four times as much. */
    private static final int SMALL = 1 << 18;

    @Test
    void shouldCountWhoUsedAVolumeAndNameNoMoreThanARecordHolds() {
        List<String> all =
                Stream.generate(() -> UUID.randomUUID().toString()).limit(FLEET).toList();
        DeletionProof proof = new DeletionProof(
                all,
                List.of(new HostCheckResult("h1", NOW, 0, Optional.of(NOW.plusSeconds(1)))),
                all,
                NOW,
                Duration.ofDays(14),
                Optional.of(NOW.plusSeconds(2)));

        VolumeEvent event = OutputMapper.event(
                new StorageEvent(Step.RECLAIMED, Sample.retiring(), List.of(), 900, Optional.of(proof)), NOW);

        ReclaimProof told = event.getProof().orElseThrow();
        assertThat(told.getCompletedCount()).isEqualTo(FLEET);
        assertThat(told.getLastUserCount()).isEqualTo(FLEET);
        assertThat(told.getHostsAsked().get(0).getDefinitionsReadAt()).contains(NOW.plusSeconds(1));
        assertThat(told.getDeleteCalledAt()).contains(NOW.plusSeconds(2));
        assertThat(told.getCompletedUpdates()).isEqualTo(all.subList(0, 1_000));
        assertThat(told.getLastUsers()).isEqualTo(all.subList(0, 1_000));
        assertThat(new AvroCodec<>(VolumeEvent.class).encode(event)).hasSizeLessThan(SMALL);
    }
}
