package io.slackwater.worker.update;

import io.slackwater.domain.update.Command;
import io.slackwater.domain.update.CommandOutcomeStatus;
import io.slackwater.worker.Lifetime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The lifetime of a command, limited also by the window that it goes in.
 *
 * @param wall the time of day, which windows are about
 * @param beginBy until when it may be begun; empty where it needs no window
 */
record CommandDeadline(Lifetime lifetime, InstantSource wall, Optional<Instant> beginBy) {

    static CommandDeadline of(Command command, WorkerClocks clocks) {
        return new CommandDeadline(
                new Lifetime(command.lifetime(), Duration.ZERO, clocks.nanoTime()),
                clocks.wall(),
                command.permissions().beginBy());
    }

    /** Returns one whose lifetime began at the same time and is longer. */
    CommandDeadline longer(Duration by) {
        return new CommandDeadline(lifetime.longer(by), wall, beginBy);
    }

    /** Whether its window, where it needs one, lets it begin. */
    boolean mayBegin() {
        return beginBy.filter(last -> wall.instant().isAfter(last)).isEmpty();
    }

    /** Refuses when the lifetime is over. To be asked right before each effect. */
    void check() throws CommandAbortedException {
        if (lifetime.isOver()) {
            throw new CommandAbortedException(
                    CommandOutcomeStatus.EXPIRED,
                    "Its lifetime of " + lifetime.length().toMillis() + " ms was over before its turn came");
        }
    }
}
