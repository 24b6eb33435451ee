package io.slackwater.topology.storage.processor;

import io.slackwater.domain.adoption.AdoptionRule;
import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.portion.PortionVersion;
import io.slackwater.domain.storage.model.Content;
import io.slackwater.domain.storage.volume.VolumeInput;
import io.slackwater.domain.volume.VolumeRef;
import java.util.List;
import java.util.Optional;

/**
 * Checks an observed volume against the adoption rules of this service's settings. A record is no evidence of a rule:
 * anybody who can write to the topic can write one.
 *
 * @param rules the rules of this service's settings
 */
record ObservationCheck(List<AdoptionRule> rules) {

    /**
     * Returns what the rules say of an observed volume; empty where none of them says what the report says. The volume may be
     * deleted though its content cannot be had again only if the report and a rule that says the same of it both say so.
     */
    Optional<VolumeInput.Observed> confirmed(VolumeRef volume, VolumeInput.Observed observed) {
        Content reported = observed.content();
        List<AdoptionRule> alike = rules.stream()
                .filter(rule -> reported.holds().equals(contentOf(rule, volume)))
                .toList();
        if (alike.isEmpty()) {
            return Optional.empty();
        }
        // The rules come in no order, so that it must not matter which of them vm-inventory went by.
        boolean isConsented = reported.consent() && alike.stream().anyMatch(AdoptionRule::deleteWithoutArtifact);
        return Optional.of(
                new VolumeInput.Observed(reported.withConsent(isConsented), observed.path(), observed.seenAt()));
    }

    private static Optional<PortionVersion> contentOf(AdoptionRule rule, VolumeRef volume) {
        PortionKind kind = rule.kind();
        return rule.version(volume.store(), volume.name())
                .map(version -> new PortionVersion(rule.portion(), version, kind));
    }
}
