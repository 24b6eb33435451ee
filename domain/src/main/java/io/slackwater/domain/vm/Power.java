package io.slackwater.domain.vm;

import java.time.Instant;
import java.util.Optional;

/**
 * The run state of a VM on a host.
 *
 * @param reason libvirt's reason without its prefix; empty where it gives none
 * @param managedSave whether a managed save image exists
 * @param startedAs the watcher's count of starts
 * @param since since when it is so; a new start counts as a change
 * @param seenAt when it was said last
 */
public record Power(RunState state, String reason, boolean managedSave, long startedAs, Instant since, Instant seenAt) {

    /** Returns the same with the time since which it has been so, given what was known before. */
    public Power after(Optional<Power> previous) {
        return previous.filter(this::saysTheSame)
                .map(before -> new Power(state, reason, managedSave, startedAs, before.since, seenAt))
                .orElse(this);
    }

    /** Whether the machine ended, or could not start, by something going wrong. */
    public boolean endedBadly() {
        return state == RunState.CRASHED
                || (state == RunState.SHUTOFF && (reason.equals("CRASHED") || reason.equals("FAILED")));
    }

    private boolean saysTheSame(Power before) {
        return before.state == state
                && before.reason.equals(reason)
                && before.managedSave == managedSave
                && startedAs <= before.startedAs;
    }
}
