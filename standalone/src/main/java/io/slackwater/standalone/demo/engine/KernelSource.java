package io.slackwater.standalone.demo.engine;

import io.slackwater.debian.ArchiveException;
import io.slackwater.debian.archive.ArchiveConfiguration;
import io.slackwater.debian.archive.DebianArchive;
import io.slackwater.debian.archive.Repository;
import io.slackwater.debian.release.DateCheck;
import io.slackwater.debian.release.KeySource;
import io.slackwater.lab.guest.GuestKit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where the demo's kernels come from.
 *
 * @param archives empty for what the machine's apt is set up with
 */
record KernelSource(List<ArchiveChoice> archives) {

    /** Of the package debian-archive-keyring, which is part of every Debian. */
    private static final Path KEYRING = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");

    private static final String COMPONENT = "main";

    GuestKit fetch(Path cache) throws ArchiveException, IOException {
        if (archives.isEmpty()) {
            return GuestKit.ofThisMachine(cache);
        }
        Path indexes = Files.createDirectories(cache.resolve("indexes"));
        List<Repository> repositories =
                archives.stream().map(KernelSource::repository).toList();
        return GuestKit.fetch(DebianArchive.open(ArchiveConfiguration.of(repositories, indexes)), cache);
    }

    private static Repository repository(ArchiveChoice archive) {
        return new Repository(
                archive.uri(),
                archive.suite(),
                List.of(COMPONENT),
                new KeySource.Files(List.of(KEYRING)),
                DateCheck.DATE_AND_VALID_UNTIL);
    }

    /** Returns what tells patch-ingest to look in the same archive, for the series that the guests' kernels are of. */
    Map<String, String> ingestProperties(GuestKit kit) {
        String name = "slackwater.ingest.debian." + DemoFleet.OPERATING_SYSTEM + ".";
        Map<String, String> properties = new HashMap<>();
        properties.put(name + "operating-system", DemoFleet.OPERATING_SYSTEM);
        properties.put(name + "poll-interval", "30s");
        properties.put(name + "portions.kernel.package-pattern", kit.kernelPackages());
        properties.put(name + "machine-apt", String.valueOf(archives.isEmpty()));
        for (int index = 0; index < archives.size(); index++) {
            String repository = name + "repositories.demo-" + (index + 1) + ".";
            properties.put(repository + "uri", archives.get(index).uri().toString());
            properties.put(repository + "suites", archives.get(index).suite());
            properties.put(repository + "keyrings", KEYRING.toString());
        }
        return properties;
    }

    String inWords() {
        return archives.isEmpty()
                ? "this machine's Debian archive"
                : archives.stream()
                        .map(archive -> archive.uri() + " " + archive.suite())
                        .collect(Collectors.joining(" and "));
    }
}
