package io.slackwater.topology.storage.processor;

import io.slackwater.domain.adoption.AdoptionDecision;
import io.slackwater.domain.adoption.Claim;
import io.slackwater.domain.adoption.Match;
import io.slackwater.domain.adoption.Matching;
import io.slackwater.domain.portion.PortionVersion;
import io.slackwater.domain.storage.model.Content;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.topology.storage.state.KafkaStoreRepository;
import io.slackwater.topology.storage.state.KnownVersions;
import io.slackwater.topology.storage.state.RolloutRepository;
import java.util.Optional;

/**
 * Holds the decision to adopt a volume against the rule by which it may be adopted ({@link Claim}). REST asks the same before it
 * publishes one; here it holds of every decision in the log, whoever wrote it.
 */
final class AdoptionCheck {

    private final RolloutRepository changes;
    private final KafkaStoreRepository rows;

    AdoptionCheck(RolloutRepository changes, KafkaStoreRepository rows) {
        this.changes = changes;
        this.rows = rows;
    }

    /** Returns why a volume may not be adopted as containing this; empty where it may. */
    Optional<String> refusal(VolumeRef volume, Content content) {
        KnownVersions versions = changes.versions();
        Matching matching = new Matching(versions.artifacts(), versions.versions(), rows.contents(volume.store()));
        Match match = matching.claimed(volume.name(), content.artifact());
        Optional<Claim> claim = content.holds().map(AdoptionCheck::claim);
        return Claim.judge(match, claim) instanceof AdoptionDecision.Refused refused
                ? Optional.of(refused.reason() + ". " + refused.remedy())
                : Optional.empty();
    }

    private static Claim claim(PortionVersion holds) {
        return new Claim(holds.portion(), holds.version());
    }
}
