package io.slackwater.simulation.invariant;

import io.slackwater.schemas.PolicyEvent;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.simulation.log.Entry;
import io.slackwater.simulation.policy.PolicyScript;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A VM goes back from a withdrawn change only where the policy said so before, and never gets that change again. */
public final class ReturnsFollowThePolicy implements Invariant {

    private final Map<String, Set<String>> left = new HashMap<>();
    private boolean isAllowed;

    @Override
    public void written(Entry entry) {
        if (entry.value() instanceof PolicyEvent policy) {
            isAllowed |= policy.getDocument().contains(PolicyScript.RETURNS);
        } else if (entry.value() instanceof UpdateEvent event) {
            said(event);
        }
    }

    private void said(UpdateEvent event) {
        Set<String> changes = left.computeIfAbsent(event.getVmId(), vm -> new HashSet<>());
        if (event.getPhase() == UpdatePhase.GRANTED && changes.contains(event.getChangeId())) {
            throw violated("%s gets %s again, which it returned from".formatted(event.getVmId(), event.getChangeId()));
        }
        if (event.getPhase() == UpdatePhase.GRANTED && event.getReturnsFrom().isPresent() && !isAllowed) {
            throw violated("%s returns from %s, which no policy allowed"
                    .formatted(event.getVmId(), event.getReturnsFrom().get()));
        }
        if (event.getPhase() == UpdatePhase.VERIFIED) {
            event.getReturnsFrom().ifPresent(changes::add);
        }
    }
}
