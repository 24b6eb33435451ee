package io.slackwater.domain.match;

import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.volume.VolumeRef;
import java.util.Optional;

/**
 * A configured slot of a VM that can hold a portion.
 *
 * @param name kernel, initrd, loader, or a disk's target such as vda
 * @param kind the only kind of portion that the slot can hold
 * @param image the volume that would hold the portion version; for a base image the disk's nearest backing volume
 * @param overlay for a base image the disk's own volume; empty for other kinds
 */
public record SlotImage(String name, PortionKind kind, VolumeRef image, Optional<VolumeRef> overlay) {}
