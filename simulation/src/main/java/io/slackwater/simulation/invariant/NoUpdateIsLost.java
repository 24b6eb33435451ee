package io.slackwater.simulation.invariant;

import java.util.Optional;

/** When owners cooperate and nothing fails any more, every update comes to its end. */
public final class NoUpdateIsLost implements Invariant {

    private final Chronicle chronicle;

    public NoUpdateIsLost(Chronicle chronicle) {
        this.chronicle = chronicle;
    }

    @Override
    public Optional<String> unfinished() {
        return chronicle.updates().stream()
                .filter(update -> !update.isEnded())
                .findFirst()
                .map(update -> "Update " + update.last().getUpdateId() + " of VM "
                        + update.last().getVmId() + " stays in phase " + update.phase() + ", blocked by "
                        + update.last().getBlockers());
    }
}
