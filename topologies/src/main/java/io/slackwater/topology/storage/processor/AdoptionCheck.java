package io.slackwater.topology.storage.processor;

import io.slackwater.domain.adoption.AdoptionClaim;
import io.slackwater.domain.adoption.AdoptionDecision;
import io.slackwater.domain.adoption.ContentMatch;
import io.slackwater.domain.adoption.VolumeMatcher;
import io.slackwater.domain.portion.PortionVersion;
import io.slackwater.domain.storage.model.Content;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.topology.storage.state.ChangeRepository;
import io.slackwater.topology.storage.state.KafkaStoreRepository;
import io.slackwater.topology.storage.state.KnownVersions;
import java.util.Optional;

/**
 * Refuses adoptions that the adoption rule does not allow. REST asks the same before it publishes one; here it holds of
 * every decision in the log, whoever wrote it.
 */
final class AdoptionCheck {

    private final ChangeRepository changes;
    private final KafkaStoreRepository rows;

    AdoptionCheck(ChangeRepository changes, KafkaStoreRepository rows) {
        this.changes = changes;
        this.rows = rows;
    }

    /** Returns why a volume may not be adopted as containing this; empty where it may. */
    Optional<String> refusal(VolumeRef volume, Content content) {
        KnownVersions versions = changes.versions();
        VolumeMatcher volumeMatcher =
                new VolumeMatcher(versions.artifacts(), versions.versions(), rows.contents(volume.store()));
        ContentMatch contentMatch = volumeMatcher.claimed(volume.name(), content.artifact());
        Optional<AdoptionClaim> claim = content.holds().map(AdoptionCheck::claim);
        return AdoptionClaim.judge(contentMatch, claim) instanceof AdoptionDecision.Refused refused
                ? Optional.of(refused.reason() + ". " + refused.remedy())
                : Optional.empty();
    }

    private static AdoptionClaim claim(PortionVersion holds) {
        return new AdoptionClaim(holds.portion(), holds.version());
    }
}
