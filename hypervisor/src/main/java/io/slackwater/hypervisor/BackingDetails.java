package io.slackwater.hypervisor;

/**
 * What a host says of the file that a volume is backed by, beside its name.
 *
 * @param format its format as libvirt names it; empty where the host says none
 * @param stamp as {@link Volume#stamp}, of the file that the host found behind the name, links and all; empty where it found none
 */
public record BackingDetails(String format, String stamp) {

    /** What is known where the host says nothing. */
    public static final BackingDetails UNKNOWN = new BackingDetails("", "");
}
