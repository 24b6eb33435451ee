package io.slackwater.topology.storage.row;

import io.slackwater.domain.storage.model.UploadProgress;
import io.slackwater.domain.storage.volume.RetrySchedule;
import io.slackwater.domain.storage.volume.VolumeState;
import io.slackwater.schemas.LifeRow;
import io.slackwater.schemas.LifeStateRow;
import java.time.Instant;
import java.util.Optional;

/** The states of a volume's life as rows, and back. */
public final class VolumeStateRowMapper {

    private VolumeStateRowMapper() {}

    public static LifeRow row(VolumeState state) {
        return state.accept(Storing.INSTANCE);
    }

    public static VolumeState life(LifeRow row) {
        RetrySchedule retry = new RetrySchedule(row.getFailures(), row.getNotBefore());
        return switch (row.getState()) {
            case STAGING ->
                new VolumeState.Staging(
                        retry,
                        row.getCommanded(),
                        row.getRestoring(),
                        new UploadProgress(row.getMovedBytes(), row.getTotalBytes()));
            case HELD -> new VolumeState.Present(retry);
            case DUE -> new VolumeState.Due(row.getTime(), retry, row.getTurn(), row.getUnreferencedSince());
            case RETIRING -> new VolumeState.Retiring(row.getTime(), row.getFailures(), row.getNotBefore());
            case GONE -> new VolumeState.Gone(row.getTime());
            case UNKNOWN ->
                throw new IllegalArgumentException("The volume is in a state that this version does not know");
        };
    }

    private static LifeRow row(LifeStateRow state, Instant time, RetrySchedule retry) {
        return row(state, time, retry, Optional.empty(), Optional.empty());
    }

    private static LifeRow row(
            LifeStateRow state,
            Instant time,
            RetrySchedule retry,
            Optional<Instant> turn,
            Optional<Instant> unreferencedSince) {
        return new LifeRow(
                state,
                time,
                retry.failures(),
                retry.notBefore(),
                false,
                false,
                0L,
                0L,
                turn.orElse(null),
                unreferencedSince.orElse(null));
    }

    /** Makes the row of each state. */
    private enum Storing implements VolumeState.Visitor<LifeRow> {
        INSTANCE;

        @Override
        public LifeRow staging(VolumeState.Staging staging) {
            RetrySchedule retry = staging.retry();
            return new LifeRow(
                    LifeStateRow.STAGING,
                    Instant.EPOCH,
                    retry.failures(),
                    retry.notBefore(),
                    staging.commanded(),
                    staging.restoring(),
                    staging.progress().movedBytes(),
                    staging.progress().totalBytes(),
                    null,
                    null);
        }

        @Override
        public LifeRow present(VolumeState.Present present) {
            return row(LifeStateRow.HELD, Instant.EPOCH, present.retry());
        }

        @Override
        public LifeRow due(VolumeState.Due due) {
            return row(LifeStateRow.DUE, due.since(), due.retry(), due.turn(), due.unreferencedSince());
        }

        @Override
        public LifeRow retiring(VolumeState.Retiring retiring) {
            return row(
                    LifeStateRow.RETIRING,
                    retiring.since(),
                    new RetrySchedule(retiring.failures(), retiring.reissueAt()));
        }

        @Override
        public LifeRow gone(VolumeState.Gone gone) {
            return row(LifeStateRow.GONE, gone.at(), RetrySchedule.AT_ONCE);
        }
    }
}
