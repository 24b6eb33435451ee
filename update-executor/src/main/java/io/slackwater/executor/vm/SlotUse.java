package io.slackwater.executor.vm;

import io.slackwater.executor.update.VolumeRef;
import java.util.List;

/**
 * One slot of a VM that refers to a volume.
 *
 * @param live whether the running machine refers to it
 * @param configured whether the definition of the next start refers to it
 * @param disposable whether the owner declared the disk replaceable
 * @param volume the volume that the slot names
 * @param backing what that is backed by, nearest first
 */
public record SlotUse(
        String slot, boolean live, boolean configured, boolean disposable, VolumeRef volume, List<VolumeRef> backing) {

    public SlotUse {
        backing = List.copyOf(backing);
    }
}
