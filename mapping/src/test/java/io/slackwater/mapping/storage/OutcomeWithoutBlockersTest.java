package io.slackwater.mapping.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.model.ReferenceFinding;
import io.slackwater.domain.storage.model.StorageTask;
import io.slackwater.domain.storage.model.StorageTaskReport;
import io.slackwater.domain.storage.model.VolumeCommand;
import io.slackwater.domain.storage.store.AddressedVolumeInput;
import io.slackwater.domain.storage.volume.VolumeInput;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.schemas.StorageOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutcomeWithoutBlockersTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<Blocker> EXPLAINED =
            List.of(new Blocker(BlockerCode.USED_BY_VM, "vm1", NOW, "It was started"));

    @ParameterizedTest
    @EnumSource(ReferenceFinding.class)
    void shouldSayWhatALookFoundWithoutItsBlockers(ReferenceFinding finding) {
        VolumeInput kept =
                input(VolumeCommand.Type.RECLAIM, new StorageTaskReport.Referenced(List.of(), finding, EXPLAINED));

        assertThat(kept).isInstanceOfSatisfying(VolumeInput.Referenced.class, is -> assertThat(is.finding())
                .isEqualTo(finding));
    }

    @ParameterizedTest
    @EnumSource(ReferenceFinding.class)
    void shouldSayWhatCameIntoUseDuringADeleteWithoutItsBlockers(ReferenceFinding finding) {
        VolumeInput deleted = input(
                VolumeCommand.Type.RECLAIM,
                new StorageTaskReport.Deleted(900, List.of(), finding, EXPLAINED, Optional.of(NOW)));

        assertThat(deleted).isInstanceOfSatisfying(VolumeInput.Deleted.class, is -> assertThat(is.finding())
                .isEqualTo(finding));
    }

    @Test
    void shouldTellAFailedUploadFromAFailedDeleteByTheirCommands() {
        StorageTaskReport failed = new StorageTaskReport.Failed(EXPLAINED);

        assertThat(input(VolumeCommand.Type.STAGE, failed)).isInstanceOf(VolumeInput.NotStaged.class);
        assertThat(input(VolumeCommand.Type.RECLAIM, failed)).isInstanceOf(VolumeInput.Unclear.class);
        assertThat(input(VolumeCommand.Type.INSPECT, failed)).isInstanceOf(VolumeInput.Unclear.class);
    }

    private static VolumeInput input(VolumeCommand.Type type, StorageTaskReport result) {
        StorageTask task = new StorageTask(
                "command",
                type,
                new VolumeRef("h1/default", "old", "/old"),
                List.of(new StorageTask.Site("h1", "test:///h1", "default")),
                Optional.empty());
        StorageOutcome outcome = StorageOutcome.newBuilder(WorkerRecords.outcome(task, result, NOW))
                .setBlockers(List.of())
                .build();
        return InputMapper.outcome(outcome).map(AddressedVolumeInput::input).orElseThrow();
    }
}
