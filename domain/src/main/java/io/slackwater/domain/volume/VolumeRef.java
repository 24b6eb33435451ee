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

    /** Returns the volume of that id, by the path by which a definition refers to it. */
    public static VolumeRef of(VolumeId id, String path) {
        return new VolumeRef(id.store(), id.volume(), path);
    }

    /** Returns what names the volume wherever its store is mounted. */
    public VolumeId id() {
        return new VolumeId(store, name);
    }
}
