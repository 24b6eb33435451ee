package io.slackwater.hypervisor;

import java.util.Optional;

/**
 * A volume as its pool has it at one moment.
 *
 * @param name its name in the pool
 * @param path the path by which domains refer to it
 * @param format {@code raw}, {@code qcow2}, ... as libvirt names it
 * @param capacityBytes its size as the guest sees it, in bytes
 * @param allocationBytes what it takes in the pool, in bytes
 * @param backingPath the path of the file that it is backed by; empty where it has none
 */
public record Volume(
        String name,
        String path,
        String format,
        long capacityBytes,
        long allocationBytes,
        Optional<String> backingPath) {}
