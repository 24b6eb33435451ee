package io.slackwater.executor.update;

/**
 * A volume in a store.
 *
 * @param store the store's id
 * @param volume the volume's name in its store
 * @param path the path by which a host on the store refers to it
 */
public record VolumeRef(String store, String volume, String path) {

    /** Whether both name the same volume: by path, or by store and name where hosts mount a store at different paths. */
    public boolean isSameAs(VolumeRef other) {
        return path.equals(other.path)
                || (!store.isEmpty() && store.equals(other.store) && volume.equals(other.volume));
    }
}
