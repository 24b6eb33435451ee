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
 * @param stamp when its file's content and its inode last changed, as the host says it: two paths of one file have
 *     the same stamp, and so may have two files that were written in the same instant; empty where the host says nothing
 * @param contentBytes how much can be read of it, headers of its format and all, in bytes; 0 where the host does not say
 * @param traits what an overlay that takes its place keeps
 * @param backing what the host says of the file that it is backed by
 */
public record Volume(
        String name,
        String path,
        String format,
        long capacityBytes,
        long allocationBytes,
        Optional<String> backingPath,
        String stamp,
        long contentBytes,
        VolumeTraits traits,
        BackingDetails backing) {

    /** A volume of a host that tells nothing of the file that it is backed by. */
    public Volume(
            String name,
            String path,
            String format,
            long capacityBytes,
            long allocationBytes,
            Optional<String> backingPath,
            String stamp,
            long contentBytes,
            VolumeTraits traits) {
        this(
                name,
                path,
                format,
                capacityBytes,
                allocationBytes,
                backingPath,
                stamp,
                contentBytes,
                traits,
                BackingDetails.UNKNOWN);
    }

    /** A volume of a host that tells neither times nor traits nor sizes of files. */
    public Volume(
            String name,
            String path,
            String format,
            long capacityBytes,
            long allocationBytes,
            Optional<String> backingPath) {
        this(
                name,
                path,
                format,
                capacityBytes,
                allocationBytes,
                backingPath,
                "",
                plain(format, capacityBytes),
                VolumeTraits.DEFAULT);
    }

    /** Returns how much can be read of a volume of which only its capacity is known. */
    public static long plain(String format, long capacityBytes) {
        return format.equals("raw") ? capacityBytes : 0;
    }
}
