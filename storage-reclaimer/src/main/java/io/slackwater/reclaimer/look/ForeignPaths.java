package io.slackwater.reclaimer.look;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Paths that no pool lists. Such a file may be a link to the volume, or an image that is backed by it, so it counts, unless it lies
 * where the operating system and libvirt keep files of their own, or is a whole disk of the machine.
 */
final class ForeignPaths {

    private static final List<String> OWN_FILES =
            List.of("/usr/", "/lib/", "/boot/", "/etc/", "/proc/", "/sys/", "/var/lib/libvirt/qemu/nvram/");
    private static final Pattern DISKS = Pattern.compile(
            "/dev/(null|zero|u?random|cdrom|dvd|(sr|fd)\\d+|(sd|vd|xvd)[a-z]+\\d*|nvme\\d+n\\d+(p\\d+)?)");

    private final Set<String> targets;

    ForeignPaths(Set<String> targets) {
        this.targets = targets;
    }

    /**
     * Whether a path leads to something else than the volume for certain.
     *
     * @param path normalized
     */
    boolean isElsewhere(String path, String format) {
        if (path.startsWith("/dev/")) {
            return format.equals("raw") && DISKS.matcher(path).matches();
        }
        return OWN_FILES.stream()
                .filter(directory -> targets.stream().noneMatch(target -> target.startsWith(directory)))
                .anyMatch(path::startsWith);
    }
}
