package io.slackwater.api;

import java.util.List;

/**
 * A slot of a VM, and the volume that it refers to.
 *
 * @param slot kernel, initrd, loader, or the name of a disk
 * @param slotKind KERNEL, INITRD, LOADER or DISK
 * @param live whether the running machine refers to it
 * @param configured whether the next start will
 * @param disposable whether the owner declared that the disk may be replaced
 * @param backingChain the images below it, nearest first
 * @param obstacles what keeps the slot from being read or replaced; empty where nothing does
 */
public record UseInfo(
        String slot,
        String slotKind,
        boolean live,
        boolean configured,
        boolean readOnly,
        boolean disposable,
        VolumeReference volume,
        List<VolumeReference> backingChain,
        List<String> obstacles) {}
