package io.slackwater.domain.volume;

/**
 * A volume in a store.
 *
 * @param store the store's id
 * @param name the volume's name in its store
 * @param path the path by which a host on the store refers to it; empty until it is known
 */
public record VolumeRef(String store, String name, String path) {

    /** Whether both name the same volume: by path, or by store and name where hosts mount a store at different paths. */
    public boolean isSameAs(VolumeRef other) {
        return path.equals(other.path) || (!store.isEmpty() && store.equals(other.store) && name.equals(other.name));
    }
}
