package io.slackwater.lab.host;

import io.slackwater.lab.LabException;
import io.slackwater.lab.ProgramRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Installs what {@link Prerequisites} misses with apt-get: the smallest set of packages that carries a private host. It
 * starts no service: the packages' scripts run where they find no systemd, and where invoke-rc.d finds a run level that
 * nothing is started in.
 */
public final class Installer {

    /** Parts of the daemon that Debian 12 has in one package and later releases have in several. */
    private static final List<String> DAEMON_PARTS = List.of(
            "libvirt-daemon-driver-qemu",
            "libvirt-daemon-driver-storage",
            "libvirt-daemon-driver-network",
            "libvirt-daemon-driver-nodedev",
            "libvirt-daemon-driver-secret");

    private static final Duration LIMIT = Duration.ofMinutes(10);

    private static final Map<String, String> ENVIRONMENT =
            Map.of("LC_ALL", "C", "DEBIAN_FRONTEND", "noninteractive", "RUNLEVEL", "1");

    private static final String WITHOUT_SYSTEMD =
            "for d in /run/systemd /run/dbus; do [ ! -d $d ] || mount -t tmpfs tmpfs $d || exit 1; done; exec \"$@\"";

    private final Set<String> packages;

    private Installer(Collection<String> packages) {
        this.packages = new LinkedHashSet<>(packages);
    }

    /** Returns the installer of what this machine misses; empty where apt-get or the rights of root are missing too, or nothing is. */
    public static Optional<Installer> forThisMachine() {
        Collection<String> missing = Prerequisites.missingPrograms().values();
        boolean possible = Prerequisites.isRoot() && Files.isExecutable(Path.of("/usr/bin/apt-get"));
        return possible && !missing.isEmpty() ? Optional.of(new Installer(missing)) : Optional.empty();
    }

    /** What {@link #install} is going to do, for the person who may want to decline. */
    public String announcement() {
        return "Installing " + String.join(", ", packages) + " and what they depend on with apt-get"
                + " (no recommended packages; no service is started)";
    }

    /**
     * Installs the packages; takes half a minute to some minutes.
     *
     * @throws LabException with apt's own words if it fails
     */
    public void install() {
        if (!isOffered(packages.iterator().next())) {
            apt("update").orFail("apt-get update");
        }
        List<String> arguments = new ArrayList<>(List.of("install", "--yes", "--no-install-recommends"));
        arguments.addAll(packages);
        if (packages.contains("libvirt-daemon")) {
            DAEMON_PARTS.stream().filter(Installer::isOffered).forEach(arguments::add);
        }
        apt(arguments.toArray(String[]::new)).orFail("apt-get install");
        Prerequisites.missing().ifPresent(missing -> {
            throw new LabException("the packages are installed, and yet " + missing);
        });
    }

    private static boolean isOffered(String name) {
        return ProgramRun.of(LIMIT, List.of("apt-cache", "show", "--no-all-versions", name))
                .succeeded();
    }

    private static ProgramRun apt(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "--mount",
                "--propagation=private",
                "sh",
                "-c",
                WITHOUT_SYSTEMD,
                "without-systemd",
                "apt-get",
                "--quiet"));
        command.addAll(List.of(arguments));
        return ProgramRun.of(LIMIT, ENVIRONMENT, command);
    }
}
