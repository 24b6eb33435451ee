package io.slackwater.simulation.invariant;

import io.slackwater.schemas.UpdateAdmission;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.simulation.log.Entry;
import java.util.Optional;

/**
 * No VM is granted an update with a wave while one of an earlier wave of its policy has no verdict, but for those that nobody waits for.
 */
public final class WavesFollowEachOther implements Invariant {

    private final UpdateTracker updateTracker;

    public WavesFollowEachOther(UpdateTracker updateTracker) {
        this.updateTracker = updateTracker;
    }

    @Override
    public void written(Entry entry) {
        if (entry.value() instanceof UpdateEvent event && event.getPhase() == UpdatePhase.GRANTED) {
            updateTracker.inFlight().stream()
                    .filter(other -> other.phase() != UpdatePhase.FAILED)
                    .filter(other -> isOfAnEarlierWave(other.last(), event))
                    .filter(other -> updateTracker.isAwaited(other, entry.at()))
                    .findFirst()
                    .ifPresent(other -> {
                        throw violated("Update " + event.getUpdateId() + " goes with wave " + wave(event)
                                + " while update " + other.last().getUpdateId() + " of wave " + wave(other.last())
                                + " is " + other.phase());
                    });
        }
    }

    private static boolean isOfAnEarlierWave(UpdateEvent other, UpdateEvent granted) {
        return other.getChangeId().equals(granted.getChangeId())
                && policy(other).equals(policy(granted))
                && wave(other) > 0
                && wave(other) < wave(granted);
    }

    private static Optional<String> policy(UpdateEvent event) {
        return event.getAdmission().map(UpdateAdmission::getPolicy);
    }

    private static int wave(UpdateEvent event) {
        return event.getAdmission().map(UpdateAdmission::getWave).orElse(0);
    }
}
