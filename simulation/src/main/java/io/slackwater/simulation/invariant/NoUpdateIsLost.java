package io.slackwater.simulation.invariant;

import io.slackwater.schemas.PolicyEvent;
import io.slackwater.simulation.log.Entry;
import io.slackwater.simulation.policy.PolicyScript;
import java.util.Optional;

/**
 * When owners cooperate and nothing fails any more, every update comes to its end; but for returns that the policy does not allow,
 * which say so.
 */
public final class NoUpdateIsLost implements Invariant {

    private final UpdateTracker updateTracker;
    private boolean mayReturn;

    public NoUpdateIsLost(UpdateTracker updateTracker) {
        this.updateTracker = updateTracker;
    }

    @Override
    public void written(Entry entry) {
        if (entry.value() instanceof PolicyEvent policy) {
            mayReturn = policy.getDocument().contains(PolicyScript.RETURNS);
        }
    }

    @Override
    public Optional<String> unfinished() {
        return updateTracker.updates().stream()
                .filter(update -> !update.isEnded() && !stays(update))
                .findFirst()
                .map(update -> "Update " + update.last().getUpdateId() + " of VM "
                        + update.last().getVmId() + " stays in phase " + update.phase() + ", blocked by "
                        + update.last().getBlockers());
    }

    private boolean stays(UpdateTracker.Told update) {
        return !mayReturn && update.last().getReturnsFrom().isPresent();
    }
}
