package io.slackwater.topology.storage.row;

import io.slackwater.domain.storage.model.UploadProgress;
import io.slackwater.domain.storage.volume.RetrySchedule;
import io.slackwater.domain.storage.volume.VolumeState;
import io.slackwater.schemas.LifeRow;
import java.time.Instant;
import java.util.Optional;

/** The states of a volume's life as rows, and back. */
public final class VolumeStateRowMapper {

    /** The names of the states; they are kept in state stores. */
    private enum State {
        STAGING,
        HELD,
        DUE,
        RETIRING,
        GONE
    }

    private VolumeStateRowMapper() {}

    public static LifeRow row(VolumeState state) {
        return state.accept(Storing.INSTANCE);
    }

    public static VolumeState life(LifeRow row) {
        RetrySchedule retry = new RetrySchedule(row.getFailures(), row.getNotBefore());
        return switch (State.valueOf(row.getState())) {
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
        };
    }

    private static LifeRow row(State state, Instant time, RetrySchedule retry) {
        return row(state, time, retry, Optional.empty(), Optional.empty());
    }

    private static LifeRow row(
            State state,
            Instant time,
            RetrySchedule retry,
            Optional<Instant> turn,
            Optional<Instant> unreferencedSince) {
        return new LifeRow(
                state.name(),
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
                    State.STAGING.name(),
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
            return row(State.HELD, Instant.EPOCH, present.retry());
        }

        @Override
        public LifeRow due(VolumeState.Due due) {
            return row(State.DUE, due.since(), due.retry(), due.turn(), due.unreferencedSince());
        }

        @Override
        public LifeRow retiring(VolumeState.Retiring retiring) {
            return row(State.RETIRING, retiring.since(), new RetrySchedule(retiring.failures(), retiring.reissueAt()));
        }

        @Override
        public LifeRow gone(VolumeState.Gone gone) {
            return row(State.GONE, gone.at(), RetrySchedule.AT_ONCE);
        }
    }
}
