package io.slackwater.topology.storage.processor;

import io.slackwater.domain.adoption.AdoptionRule;
import io.slackwater.domain.storage.volume.ReclaimRules;
import io.slackwater.streams.replay.Horizon;
import java.time.Duration;
import java.util.List;

/**
 * The dependencies and settings of the storage processors.
 *
 * @param tick how often volumes whose time has come are decided about
 * @param auditPeriod how long the updates of a volume are remembered after it was deleted
 * @param horizon how far a machine without state reads before it decides
 * @param logId which log it is: the id of its Kafka cluster
 * @param adoptionRules the rules of this service's settings that say which volumes contain what
 */
public record StoreProcessorSettings(
        ReclaimRules rules,
        Duration tick,
        Duration auditPeriod,
        StorageMetrics metrics,
        Horizon horizon,
        String logId,
        List<AdoptionRule> adoptionRules) {

    public StoreProcessorSettings {
        adoptionRules = List.copyOf(adoptionRules);
    }
}
