package io.slackwater.topology.storage.processor;

import io.slackwater.domain.adoption.AdoptionRule;
import io.slackwater.domain.storage.volume.ReclaimRules;
import io.slackwater.streams.replay.Horizon;
import java.time.Duration;
import java.util.List;

/**
 * What the processors of the machine are made with.
 *
 * @param tick how often volumes whose time has come are decided about
 * @param horizon how far a machine without state reads before it decides
 * @param logId which log it is: the id of its Kafka cluster
 * @param adoptionRules the rules of this service's settings that say which volumes contain what
 */
public record MachineSettings(
        ReclaimRules rules,
        Duration tick,
        StorageMetrics meters,
        Horizon horizon,
        String logId,
        List<AdoptionRule> adoptionRules) {

    public MachineSettings {
        adoptionRules = List.copyOf(adoptionRules);
    }
}
