package io.slackwater.planning.plan;

import io.slackwater.domain.match.Need;
import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.update.Replacement;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.update.UpdateKey;
import io.slackwater.domain.volume.VolumeRef;
import java.time.Instant;
import java.util.Optional;

/** Makes of what the inventory finds the update that the executor would hear of. */
public final class Updates {

    private Updates() {}

    /** Returns the update that a VM would get, if it became required now. */
    public static Update needed(String vmId, Need need, Instant now) {
        String changeId = need.change().id();
        return Update.required(
                        new UpdateKey(changeId + "/" + vmId, changeId, vmId, ""),
                        need.hostId(),
                        need.replacements().stream().map(Updates::replacement).toList(),
                        now,
                        "")
                .returning(need.returnsFrom());
    }

    private static Replacement replacement(io.slackwater.domain.match.NeededReplacement needed) {
        return new Replacement(
                needed.slot().name(),
                needed.from().portion(),
                PortionKind.valueOf(needed.from().kind().name()),
                needed.from().version(),
                volume(needed.slot().image()),
                needed.slot().overlay().map(Updates::volume),
                needed.toVersion(),
                Optional.empty(),
                Optional.empty());
    }

    private static VolumeRef volume(VolumeRef volumeRef) {
        return new VolumeRef(volumeRef.id().store(), volumeRef.id().volume(), volumeRef.path());
    }
}
