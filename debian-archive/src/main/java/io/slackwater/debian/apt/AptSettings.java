package io.slackwater.debian.apt;

import io.slackwater.artifact.transfer.Proxies;
import io.slackwater.debian.ArchiveException;
import io.slackwater.debian.archive.ArchiveConfiguration;
import io.slackwater.debian.archive.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The repositories that a machine's apt is set up with, and the way to them.
 *
 * @param repositories one for each address, suite and component list, in apt's order
 * @param proxies apt's proxies
 */
public record AptSettings(List<Repository> repositories, Proxies proxies) {

    public AptSettings {
        repositories = List.copyOf(repositories);
    }

    /** Reads the settings of the machine this runs on. */
    public static AptSettings ofThisMachine() throws ArchiveException, IOException {
        return read(Path.of("/"), AptConfiguration.ofThisMachine(), System.getenv());
    }

    /**
     * Reads the sources below {@code root}, which is {@code /} except in tests.
     *
     * @param environment the variables that apt would see
     */
    public static AptSettings read(Path root, AptConfiguration apt, Map<String, String> environment)
            throws ArchiveException, IOException {
        RepositoryMapper mapper = new RepositoryMapper(root, apt);
        List<Repository> repositories = new ArrayList<>();
        for (SourceEntry entry : entries(root.resolve("etc/apt"))) {
            repositories.addAll(mapper.repositories(entry));
        }
        return new AptSettings(repositories, apt.proxies(environment));
    }

    /** Returns the repositories that have this component, as {@code main} tells Debian's from most others. */
    public List<Repository> withComponent(String component) {
        return repositories.stream()
                .filter(repository -> repository.components().contains(component))
                .map(repository -> new Repository(
                        repository.uri(),
                        repository.suite(),
                        List.of(component),
                        repository.keys(),
                        repository.dateCheck()))
                .toList();
    }

    /** Returns a configuration that reads {@code main} of all repositories; the indexes are kept in {@code cache}. */
    public ArchiveConfiguration mainArchive(Path cache) throws ArchiveException {
        List<Repository> main = withComponent("main");
        if (main.isEmpty()) {
            throw new ArchiveException.NotFound(
                    "no repository with component main in /etc/apt/sources.list or /etc/apt/sources.list.d; name an"
                            + " archive and its suite instead");
        }
        return ArchiveConfiguration.of(main, cache).withProxies(proxies);
    }

    private static List<SourceEntry> entries(Path directory) throws ArchiveException, IOException {
        List<Path> files = new ArrayList<>();
        files.add(directory.resolve("sources.list"));
        Path parts = directory.resolve("sources.list.d");
        if (Files.isDirectory(parts)) {
            try (Stream<Path> listed = Files.list(parts)) {
                listed.sorted().forEach(files::add);
            }
        }
        List<SourceEntry> entries = new ArrayList<>();
        for (Path file : files) {
            if (file.toString().endsWith(".list") && Files.isReadable(file)) {
                entries.addAll(SourceFiles.parseLines(Files.readString(file), file.toString()));
            } else if (file.toString().endsWith(".sources") && Files.isReadable(file)) {
                entries.addAll(SourceFiles.parseStanzas(Files.readString(file), file.toString()));
            }
        }
        return entries;
    }
}
