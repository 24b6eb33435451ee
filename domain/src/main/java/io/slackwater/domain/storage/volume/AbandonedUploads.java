package io.slackwater.domain.storage.volume;

import io.slackwater.domain.storage.model.VolumeOrigin;
import java.time.Instant;

/**
 * Decides what happens to an upload that no update needs any more. What it leaves may be nothing, a part, or
 * all. Nobody verified it,
 * so it counts as no version of anything, and it is deleted like a replaced overlay, unless something refers to it.
 */
final class AbandonedUploads {

    private AbandonedUploads() {}

    /** Gives an upload up that nothing needs any more. Where no command was ever issued for it, nothing of it can be there. */
    static void giveUp(DecisionBuilder decisionBuilder, VolumeState.Staging staging, Instant now) {
        if (decisionBuilder.volume().dispatch().issue() == 0) {
            decisionBuilder.become(staging.abandoned(now));
        } else {
            decisionBuilder.setContent(decisionBuilder.volume().content().abandoned(), "");
            decisionBuilder.become(staging.leftBehind());
        }
    }

    /** Whether a volume is to be uploaded once more, since a change needs it: one that is gone, or of which only a part may be there. */
    static boolean isWantedAgain(Volume volume) {
        boolean isLeft =
                volume.content().origin() == VolumeOrigin.ABANDONED && volume.state() instanceof VolumeState.There;
        return (isLeft || volume.state() instanceof VolumeState.Gone)
                && !volume.updateCounts().pins().isEmpty()
                && volume.content().artifact().isPresent();
    }

    /** Whether a volume has a name that Slackwater gave: what is there under it, and was not verified, holds what nobody knows. */
    static boolean isOwnName(Volume volume) {
        return volume.content()
                .artifact()
                .filter(artifact -> artifact.volumeName().equals(volume.ref().name()))
                .isPresent();
    }
}
