package io.slackwater.hypervisor;

import java.util.Optional;

/**
 * What a volume that takes another's place has in common with it.
 *
 * @param permissions who may use its file; empty where the host does not say
 * @param clusterBytes the cluster size of a qcow2 image; 0 where there is none or the host does not say
 * @param encrypted whether its content can be read with a secret only
 */
public record VolumeTraits(Optional<Permissions> permissions, long clusterBytes, boolean encrypted) {

    /** Whatever the host gives a new volume. */
    public static final VolumeTraits DEFAULT = new VolumeTraits(Optional.empty(), 0, false);

    /**
     * The owner and mode of a volume's file.
     *
     * @param owner a user id of the host
     * @param group a group id of the host
     * @param mode as chmod takes it: {@code 0600} is 384
     */
    public record Permissions(long owner, long group, int mode) {}
}
