package io.slackwater.standalone.demo.engine;

import io.slackwater.debian.ArchiveException;
import io.slackwater.debian.archive.ArchiveConfiguration;
import io.slackwater.debian.archive.DebianArchive;
import io.slackwater.debian.archive.Repository;
import io.slackwater.debian.release.KeySource;
import io.slackwater.lab.guest.GuestKit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the demo's kernels come from: an archive that was named, or the one that the machine's apt is set up with. */
record KernelSource(Optional<ArchiveChoice> archive) {

    /** Of the package debian-archive-keyring, which is part of every Debian. */
    private static final Path KEYRING = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");

    private static final String COMPONENT = "main";

    GuestKit fetch(Path cache) throws ArchiveException, IOException {
        if (archive.isEmpty()) {
            return GuestKit.ofThisMachine(cache);
        }
        Path indexes = Files.createDirectories(cache.resolve("indexes"));
        Repository repository = new Repository(
                archive.get().uri(),
                archive.get().suite(),
                List.of(COMPONENT),
                new KeySource.Files(List.of(KEYRING)),
                true);
        return GuestKit.fetch(DebianArchive.open(ArchiveConfiguration.of(List.of(repository), indexes)), cache);
    }

    /** Returns what tells patch-ingest to look in the same archive, for the series that the guests' kernels are of. */
    Map<String, String> ingestProperties(GuestKit kit) {
        String name = "slackwater.ingest.debian." + DemoFleet.OPERATING_SYSTEM + ".";
        Map<String, String> properties = new HashMap<>();
        properties.put(name + "operating-system", DemoFleet.OPERATING_SYSTEM);
        properties.put(name + "poll-interval", "30s");
        properties.put(name + "portions.kernel.package-pattern", kit.kernelPackages());
        properties.put(name + "machine-apt", String.valueOf(archive.isEmpty()));
        archive.ifPresent(choice -> {
            properties.put(name + "repositories.demo.uri", choice.uri().toString());
            properties.put(name + "repositories.demo.suites", choice.suite());
            properties.put(name + "repositories.demo.keyrings", KEYRING.toString());
        });
        return properties;
    }

    String inWords() {
        return archive.map(choice -> choice.uri() + " " + choice.suite()).orElse("this machine's Debian archive");
    }
}
