package io.slackwater.worker.storage.search;

import io.slackwater.hypervisor.paths.FileAnswer.Unlisted;
import io.slackwater.hypervisor.paths.RemotePath;
import io.slackwater.hypervisor.xml.image.ImageReference.Role;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The referenced paths that no pool of the host lists. Such a file may be a link to the volume, or an image that is
 * backed by it, so it counts. Left out by role and place are raw firmware and read-only raw images where packages of
 * the operating system keep theirs, libvirt's own raw variables, and raw whole disks of the machine.
 */
public final class UnlistedPaths {

    private static final List<RemotePath> PACKAGES =
            paths("/usr/share", "/usr/lib", "/usr/lib64", "/lib", "/lib64", "/boot");
    private static final List<RemotePath> VARIABLES = paths("/var/lib/libvirt/qemu/nvram");
    private static final Pattern DISKS = Pattern.compile(
            "/dev/(null|zero|u?random|cdrom|dvd|(sr|fd)\\d+|(sd|vd|xvd)[a-z]+\\d*|nvme\\d+n\\d+(p\\d+)?)");

    /** Stores of blocks that are no files of any host; what else is served may be a file of a pool. */
    private static final Set<String> STORES_OF_THEIR_OWN = Set.of("rbd", "iscsi", "sheepdog", "vxhs");

    private final Set<RemotePath> targets;

    /**
     * Judges paths of one host.
     *
     * @param targets what may be meant: a place of packages that has one of them in it is not left out
     */
    public UnlistedPaths(Set<RemotePath> targets) {
        this.targets = Set.copyOf(targets);
    }

    /** Whether a path leads to something else than the targets for certain. */
    public boolean isElsewhere(Unlisted unlisted, Role role) {
        if (!unlisted.format().equals("raw")) {
            return false;
        }
        return DISKS.matcher(unlisted.path().text()).matches()
                || places(role).stream()
                        .filter(place -> targets.stream().noneMatch(place::isOrContains))
                        .anyMatch(place -> place.isOrContains(unlisted.path()));
    }

    /** Whether what a protocol serves is no file of any host. */
    public static boolean isElsewhere(String protocol) {
        return STORES_OF_THEIR_OWN.contains(protocol);
    }

    private static List<RemotePath> places(Role role) {
        return switch (role) {
            case FIRMWARE, READ_ONLY -> PACKAGES;
            case VARIABLES -> VARIABLES;
            case OTHER -> List.of();
        };
    }

    private static List<RemotePath> paths(String... paths) {
        return List.of(paths).stream().map(RemotePath::of).toList();
    }
}
