package io.slackwater.domain.modifiable;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.update.Replacement;
import io.slackwater.domain.update.Update;
import java.util.List;
import java.util.Optional;

/** Whether the new volumes are there, and pinned so that they stay. */
final class VolumeBlockers {

    private VolumeBlockers() {}

    static List<Blocker> of(DecisionContext context, Update update) {
        return update.replacements().stream()
                .flatMap(replacement -> of(context, update, replacement).stream())
                .toList();
    }

    private static Optional<Blocker> of(DecisionContext context, Update update, Replacement replacement) {
        Optional<VolumeInfo> target = context.target(update, replacement);
        if (target.filter(fact -> fact.isReadyFor(update.key().changeId())).isPresent()) {
            return Optional.empty();
        }
        String subject = replacement.portion() + " " + replacement.toVersion();
        String store = replacement.from().store();
        boolean present = target.filter(VolumeInfo::present).isPresent();
        return Optional.of(new Blocker(
                BlockerCode.VOLUME_NOT_STAGED,
                subject,
                target.map(VolumeInfo::since).orElse(update.requiredAt()),
                present ? "It is in " + store + ", but not pinned for this change" : "It is not in " + store + " yet"));
    }
}
