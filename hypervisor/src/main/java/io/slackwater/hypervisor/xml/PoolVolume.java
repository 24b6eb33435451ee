package io.slackwater.hypervisor.xml;

/**
 * A reference to a volume by its pool and name, as in {@code <source pool='default' volume='disk.qcow2'/>}.
 *
 * @param pool the pool's name on its host
 * @param volume the volume's name in that pool
 */
public record PoolVolume(String pool, String volume) {}
