package io.slackwater.planning.fleet;

import io.slackwater.domain.rollout.RolloutCondition;
import io.slackwater.domain.rollout.RolloutFact;
import io.slackwater.mapping.update.RolloutMapper;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.RolloutEventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was said of one rollout, and of the fleet as a whole. */
final class RolloutLog {

    private final String changeId;
    private final List<RolloutFact> facts = new ArrayList<>();
    private Optional<RolloutCondition> freeze = Optional.empty();

    RolloutLog(String changeId) {
        this.changeId = changeId;
    }

    void hear(RolloutEvent event) {
        if (event.getType() == RolloutEventType.FROZEN) {
            freeze = Optional.of(freeze.orElse(RolloutMapper.condition(event)));
        } else if (event.getType() == RolloutEventType.UNFROZEN) {
            freeze = Optional.empty();
        } else if (event.getChangeId().equals(changeId)) {
            RolloutMapper.fact(event).ifPresent(facts::add);
        }
    }

    List<RolloutFact> facts() {
        return List.copyOf(facts);
    }

    Optional<RolloutCondition> freeze() {
        return freeze;
    }
}
