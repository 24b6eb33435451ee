package io.slackwater.hypervisor.xml;

import java.util.List;
import java.util.Optional;

/**
 * One place of a domain that refers to a stored image.
 *
 * @param slot {@code kernel}, {@code initrd}, {@code loader}, or a disk's target ({@code vda})
 * @param path the file or device that it refers to; empty for an empty drive and for a source that has no path
 * @param poolVolume the volume that it refers to by pool and name; empty where it refers by path
 * @param format {@code raw}, {@code qcow2}, ... as the definition says it; {@code raw} where it says nothing
 * @param readOnly whether the guest cannot write to it
 * @param device libvirt's device kind ({@code disk}, {@code cdrom}, {@code lun}, {@code floppy}); {@code disk} for what is no disk
 * @param backingChain the paths of the images below it, nearest first; empty where the definition names none
 */
public record Slot(
        String slot,
        SlotKind kind,
        Optional<String> path,
        Optional<PoolVolume> poolVolume,
        String format,
        boolean readOnly,
        String device,
        List<String> backingChain) {

    public Slot {
        backingChain = List.copyOf(backingChain);
    }
}
