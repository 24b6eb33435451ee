package io.slackwater.reclaimer.kafka;

import io.slackwater.reclaimer.volume.Life;
import io.slackwater.reclaimer.volume.Progress;
import io.slackwater.reclaimer.volume.Retry;
import io.slackwater.schemas.LifeRow;
import java.time.Instant;
import java.util.Optional;

/** The states of a volume's life as rows, and back. */
final class LifeRows {

    /** The names of the states; they are kept in state stores. */
    private enum State {
        STAGING,
        HELD,
        DUE,
        RETIRING,
        GONE
    }

    private LifeRows() {}

    static LifeRow row(Life life) {
        if (life instanceof Life.Staging staging) {
            Retry retry = staging.retry();
            return new LifeRow(
                    State.STAGING.name(),
                    Instant.EPOCH,
                    retry.failures(),
                    retry.notBefore(),
                    staging.commanded(),
                    staging.restoring(),
                    staging.progress().movedBytes(),
                    staging.progress().totalBytes(),
                    null);
        }
        if (life instanceof Life.Held held) {
            return row(State.HELD, Instant.EPOCH, held.retry());
        }
        if (life instanceof Life.Due due) {
            return row(State.DUE, due.since(), due.retry(), due.turn());
        }
        if (life instanceof Life.Retiring retiring) {
            return row(State.RETIRING, retiring.since(), new Retry(retiring.failures(), retiring.reissueAt()));
        }
        Life.Gone gone = (Life.Gone) life;
        return row(State.GONE, gone.at(), Retry.AT_ONCE);
    }

    static Life life(LifeRow row) {
        Retry retry = new Retry(row.getFailures(), row.getNotBefore());
        return switch (State.valueOf(row.getState())) {
            case STAGING ->
                new Life.Staging(
                        retry,
                        row.getCommanded(),
                        row.getRestoring(),
                        new Progress(row.getMovedBytes(), row.getTotalBytes()));
            case HELD -> new Life.Held(retry);
            case DUE -> new Life.Due(row.getTime(), retry, row.getTurn());
            case RETIRING -> new Life.Retiring(row.getTime(), row.getFailures(), row.getNotBefore());
            case GONE -> new Life.Gone(row.getTime());
        };
    }

    private static LifeRow row(State state, Instant time, Retry retry) {
        return row(state, time, retry, Optional.empty());
    }

    private static LifeRow row(State state, Instant time, Retry retry, Optional<Instant> turn) {
        return new LifeRow(
                state.name(), time, retry.failures(), retry.notBefore(), false, false, 0L, 0L, turn.orElse(null));
    }
}
