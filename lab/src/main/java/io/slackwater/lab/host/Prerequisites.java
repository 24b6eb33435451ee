package io.slackwater.lab.host;

import io.slackwater.lab.LabException;
import io.slackwater.lab.ProgramRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What this machine must have before it can carry a {@link LibvirtHost}. */
public final class Prerequisites {

    /** Programs, and the Debian package that each comes in. */
    private static final Map<String, String> PROGRAMS = new TreeMap<>(Map.of(
            "libvirtd", "libvirt-daemon",
            "virsh", "libvirt-clients",
            "qemu-system-x86_64", "qemu-system-x86",
            "qemu-img", "qemu-utils",
            "mke2fs", "e2fsprogs",
            "unshare", "util-linux",
            "flock", "util-linux",
            "bash", "bash"));

    private static final List<Path> SEARCHED = Stream.of(
                    "/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/sbin", "/usr/local/bin")
            .map(Path::of)
            .toList();

    private Prerequisites() {}

    /** What is missing, in words that say what to do about it; empty if a host can be started. */
    public static Optional<String> missing() {
        List<String> missing = new ArrayList<>();
        if (!isRoot()) {
            missing.add("the rights of root (a private libvirt host mounts directories in a namespace of its own)");
        }
        if (!"amd64".equals(System.getProperty("os.arch"))) {
            missing.add("an x86-64 machine (this one is " + System.getProperty("os.arch") + ")");
        }
        missingPrograms()
                .forEach((program, debianPackage) -> missing.add(program + " (Debian package " + debianPackage + ")"));
        if (missing.isEmpty() && !namespacesWork()) {
            missing.add("leave to make namespaces (in a container, run it privileged)");
        }
        return missing.isEmpty() ? Optional.empty() : Optional.of("missing: " + String.join("; ", missing));
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** The programs that are not here, with the Debian package of each. */
    static Map<String, String> missingPrograms() {
        Map<String, String> missing = new TreeMap<>(PROGRAMS);
        missing.keySet().removeIf(Prerequisites::isInstalled);
        return missing;
    }

    static boolean isInstalled(String program) {
        return SEARCHED.stream().anyMatch(directory -> Files.isExecutable(directory.resolve(program)));
    }

    private static boolean namespacesWork() {
        try {
            return ProgramRun.of(
                            Duration.ofSeconds(10),
                            List.of("unshare", "--mount", "--pid", "--fork", "--mount-proc", "--net", "--uts", "true"))
                    .succeeded();
        } catch (LabException e) {
            return false;
        }
    }
}
