package io.slackwater.hypervisor;

/**
 * A volume to be created.
 *
 * @param name its name, not yet in the pool
 * @param format {@code raw} or {@code qcow2}
 * @param capacityBytes the number of bytes to upload
 */
public record NewVolume(String name, String format, long capacityBytes) {}
