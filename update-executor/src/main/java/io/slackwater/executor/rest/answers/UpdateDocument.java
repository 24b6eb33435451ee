package io.slackwater.executor.rest.answers;

import io.slackwater.domain.policy.selection.PolicyResolution;
import io.slackwater.domain.update.Admission;
import io.slackwater.domain.update.Phase;
import io.slackwater.domain.update.Update;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An open update of a VM.
 *
 * @param returnsFrom the withdrawn change whose version it takes the VM back from; null where it moves on
 * @param attempt how often it was granted
 * @param doing what it is doing, for a person
 * @param staysUpOnly whether its VM has only to stay up: it has no channel for a guest agent, or its policy asks the guest for nothing
 * @param refusals how often the host refused to apply it
 * @param stops how often its VM stopped by itself before there was a verdict
 * @param wave the wave of its rollout that it joined, from 1; 0 while it is in none
 * @param blockers what holds it up, as it was said last
 */
public record UpdateDocument(
        String updateId,
        String changeId,
        @Nullable String returnsFrom,
        String hostId,
        Phase phase,
        int attempt,
        String doing,
        Instant requiredAt,
        List<ReplacementDocument> replacements,
        boolean staysUpOnly,
        int refusals,
        int stops,
        int wave,
        List<BlockerDocument> blockers,
        PolicyChoiceDocument policy) {

    static UpdateDocument of(Update update, PolicyResolution policyResolution, boolean staysUpOnly) {
        Progress progress = Progress.of(update);
        return new UpdateDocument(
                update.id(),
                update.key().changeId(),
                update.returnsFrom().orElse(null),
                update.hostId(),
                progress.phase(),
                update.state().attempt(),
                progress.doing(),
                update.requiredAt(),
                update.replacements().stream().map(ReplacementDocument::of).toList(),
                staysUpOnly,
                update.failures().refusals(),
                update.failures().stops(),
                update.admission().map(Admission::wave).orElse(0),
                update.blockers().stream()
                        .map(blocker -> BlockerDocument.of(blocker, update.key()))
                        .toList(),
                PolicyChoiceDocument.of(policyResolution));
    }
}
