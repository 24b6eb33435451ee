package io.slackwater.topology.update.row;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.update.Replacement;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.executor.stored.StoredBlocker;
import io.slackwater.executor.stored.StoredReplacement;
import io.slackwater.executor.stored.StoredVolume;
import java.util.List;

/** Maps volumes, replacements and blockers. */
final class CommonRowMapper {

    private CommonRowMapper() {}

    static StoredVolume store(VolumeRef volume) {
        return new StoredVolume(volume.store(), volume.name(), volume.path());
    }

    static VolumeRef restore(StoredVolume stored) {
        return new VolumeRef(stored.getStore(), stored.getVolume(), stored.getPath());
    }

    static List<StoredReplacement> storeReplacements(List<Replacement> replacements) {
        return replacements.stream().map(CommonRowMapper::store).toList();
    }

    static List<Replacement> restoreReplacements(List<StoredReplacement> stored) {
        return stored.stream().map(CommonRowMapper::restore).toList();
    }

    static List<StoredBlocker> storeBlockers(List<Blocker> blockers) {
        return blockers.stream().map(CommonRowMapper::store).toList();
    }

    static List<Blocker> restoreBlockers(List<StoredBlocker> stored) {
        return stored.stream().map(CommonRowMapper::restore).toList();
    }

    static StoredBlocker store(Blocker blocker) {
        return new StoredBlocker(blocker.code().name(), blocker.subject(), blocker.since(), blocker.detail());
    }

    static Blocker restore(StoredBlocker stored) {
        return new Blocker(
                BlockerCode.valueOf(stored.getCode()), stored.getSubject(), stored.getSince(), stored.getDetail());
    }

    private static StoredReplacement store(Replacement replacement) {
        return new StoredReplacement(
                replacement.slot(),
                replacement.portion(),
                replacement.kind().name(),
                replacement.fromVersion(),
                store(replacement.from()),
                replacement.fromOverlay().map(CommonRowMapper::store).orElse(null),
                replacement.toVersion(),
                replacement.to().map(CommonRowMapper::store).orElse(null),
                replacement.toOverlay().map(CommonRowMapper::store).orElse(null));
    }

    private static Replacement restore(StoredReplacement stored) {
        return new Replacement(
                stored.getSlot(),
                stored.getPortion(),
                PortionKind.valueOf(stored.getKind()),
                stored.getFromVersion(),
                restore(stored.getFrom()),
                stored.getFromOverlay().map(CommonRowMapper::restore),
                stored.getToVersion(),
                stored.getTo().map(CommonRowMapper::restore),
                stored.getToOverlay().map(CommonRowMapper::restore));
    }
}
