package io.slackwater.topology.storage.state;

import io.slackwater.schemas.MoveRow;
import io.slackwater.streams.RowExpiry;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** Forgets the moves of volumes that were deleted before the audit period. How a volume was deleted, its own row says. */
public final class MoveExpiry {

    private static final int ROWS_AT_ONCE = 200;
    private static final Duration BETWEEN_PASSES = Duration.ofHours(1);

    private final RowExpiry<MoveRow> moves;

    /**
     * The expiry of the moves of a task.
     *
     * @param auditPeriod for how long a volume must have been gone
     */
    public MoveExpiry(ProcessorContext<?, ?> context, StoreRepositories repositories, Duration auditPeriod) {
        this.moves = new RowExpiry<>(
                context.getStateStore(StorageStateStores.MOVES),
                (row, now) -> repositories.stores.isMoveOver(row.key, now.minus(auditPeriod)),
                key -> repositories.stores.forgetMove(CompoundKeys.parts(key)),
                ROWS_AT_ONCE,
                BETWEEN_PASSES);
    }

    /** Looks at the next moves. What is forgotten is to be published. */
    public void advance(Instant now) {
        moves.advance(now);
    }
}
