package io.slackwater.domain.vm;

import java.time.Instant;
import java.util.Optional;

/**
 * The run state of a VM on one host.
 *
 * @param reason libvirt's reason without its prefix; empty where it gives none
 * @param managedSave whether a managed save image exists
 * @param startedAs the watcher's count of starts
 * @param since since when it is so; a new start counts as a change
 * @param seenAt when it was said last
 */
public record PowerState(
        RunState state, String reason, boolean managedSave, long startedAs, Instant since, Instant seenAt) {

    /** Returns the same with the time since which it has been so, given what was known before. */
    public PowerState after(Optional<PowerState> previous) {
        return previous.filter(this::saysTheSame)
                .map(before -> new PowerState(state, reason, managedSave, startedAs, before.since, seenAt))
                .orElse(this);
    }

    /** Whether the machine ended, or could not start, by something going wrong. */
    public boolean endedBadly() {
        return state == RunState.CRASHED
                || (state == RunState.SHUTOFF && (reason.equals("CRASHED") || reason.equals("FAILED")));
    }

    private boolean saysTheSame(PowerState before) {
        return before.state == state
                && before.reason.equals(reason)
                && before.managedSave == managedSave
                && startedAs <= before.startedAs;
    }
}
