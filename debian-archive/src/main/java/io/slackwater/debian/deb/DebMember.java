package io.slackwater.debian.deb;

/**
 * A member of a package's data.
 *
 * @param name the path below the root, without a leading {@code ./} or {@code /}; empty for the root itself
 * @param size in bytes; 0 for what is no file
 * @param mode the permission bits
 * @param linkTarget what a link points to, as it stands; empty for what is no link
 */
public record DebMember(String name, Type type, long size, int mode, String linkTarget) {

    /** What a member is. */
    public enum Type {
        FILE,
        DIRECTORY,
        SYMBOLIC_LINK,
        HARD_LINK,
        /** A device or a pipe, which is never extracted. */
        SPECIAL
    }
}
