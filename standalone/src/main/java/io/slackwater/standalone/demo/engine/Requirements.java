package io.slackwater.standalone.demo.engine;

import io.slackwater.lab.LabException;
import io.slackwater.lab.ProgramRun;
import io.slackwater.lab.host.Prerequisites;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What real guests need of this machine.
 *
 * @param mayInstall whether what is missing may be installed
 */
record Requirements(boolean mayInstall) {

    /**
     * libvirt's daemon without the service that Debian would start: the demo's hosts run their own, and the machine's, if
     * it has one, is not touched.
     */
    private static final List<String> PACKAGES =
            List.of("libvirt-daemon", "libvirt-daemon-driver-qemu", "libvirt-clients", "qemu-system-x86", "qemu-utils");

    static final String REMEDY = "as root on Debian or Ubuntu, apt-get install --no-install-recommends "
            + String.join(" ", PACKAGES) + ", and start the demo again as root";

    private static final Path APT_GET = Path.of("/usr/bin/apt-get");
    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(10);

    /** Installs what is missing where that is possible and allowed, and says so first. Returns what is still missing. */
    Optional<String> fulfil(Consumer<String> say) {
        Optional<String> missing = Prerequisites.missing();
        if (missing.isEmpty() || !canInstall()) {
            return missing;
        }
        if (!mayInstall) {
            return missing.map(obstacle -> obstacle + ", and --no-install declines to install it");
        }
        say.accept("Real guests need packages that are not here: " + missing.get());
        say.accept("Installing " + String.join(", ", PACKAGES) + " with apt-get (--no-install declines) ...");
        return install().or(Prerequisites::missing);
    }

    private static boolean canInstall() {
        return "root".equals(System.getProperty("user.name")) && Files.isExecutable(APT_GET);
    }

    private static Optional<String> install() {
        try {
            apt(List.of("update", "-q"));
            apt(concat(List.of("install", "-q", "-y", "--no-install-recommends"), PACKAGES));
            return Optional.empty();
        } catch (LabException failed) {
            return Optional.of("installing the packages failed: " + failed.getMessage());
        }
    }

    private static void apt(List<String> arguments) {
        ProgramRun.of(
                        INSTALL_LIMIT,
                        concat(List.of("env", "DEBIAN_FRONTEND=noninteractive", APT_GET.toString()), arguments))
                .orFail("apt-get " + arguments.get(0));
    }

    private static List<String> concat(List<String> first, List<String> then) {
        return java.util.stream.Stream.concat(first.stream(), then.stream()).toList();
    }
}
