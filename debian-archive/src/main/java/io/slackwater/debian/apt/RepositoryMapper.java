package io.slackwater.debian.apt;

import io.slackwater.artifact.transfer.AddressText;
import io.slackwater.debian.archive.Repository;
import io.slackwater.debian.release.DateCheck;
import io.slackwater.debian.release.KeySource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes repositories of apt's source entries. */
final class RepositoryMapper {

    private static final Set<String> SCHEMES = Set.of("http", "https", "file");
    private static final Pattern FINGERPRINTS = Pattern.compile("[0-9A-Fa-f]{40}!?(?:[\\s,]+[0-9A-Fa-f]{40}!?)*");

    private final Path root;
    private final AptConfiguration apt;

    RepositoryMapper(Path root, AptConfiguration apt) {
        this.root = root;
        this.apt = apt;
    }

    /** Returns a repository for each address and suite; flat ones, and those of transports unknown here, are left out. */
    List<Repository> repositories(SourceEntry entry) throws IOException {
        KeySource keys = keys(entry);
        DateCheck check = DateCheck.of(
                truth(entry, "check-date", "Acquire::Check-Date"),
                truth(entry, "check-valid-until", "Acquire::Check-Valid-Until"));
        List<Repository> repositories = new ArrayList<>();
        for (URI listed : entry.uris()) {
            for (URI uri : mirrors(listed)) {
                for (String suite : entry.suites()) {
                    if (SCHEMES.contains(uri.getScheme()) && !suite.endsWith("/")) {
                        repositories.add(new Repository(uri, suite, entry.components(), keys, check));
                    }
                }
            }
        }
        return repositories;
    }

    /** Returns an option of the entry, or apt's setting where the entry has none; true where neither says anything. */
    private boolean truth(SourceEntry entry, String option, String setting) {
        return entry.option(option)
                .map(value -> AptConfiguration.truthOf(value, true))
                .orElse(apt.truth(setting, true));
    }

    /** A {@code mirror+file} address, as Debian's cloud images have it, names a file with an address on each line. */
    private List<URI> mirrors(URI uri) throws IOException {
        if (!uri.getScheme().equals("mirror+file")) {
            return List.of(uri);
        }
        Path list = below(uri.getPath());
        if (!Files.isReadable(list)) {
            return List.of();
        }
        return Files.readAllLines(list).stream()
                .map(line -> line.trim().split("\\s+", -1)[0])
                .filter(address -> !address.isEmpty() && !address.startsWith("#"))
                .map(address -> AddressText.parse(address, "a mirror in " + list))
                .filter(URI::isAbsolute)
                .limit(1)
                .toList();
    }

    private KeySource keys(SourceEntry entry) throws IOException {
        String signedBy = entry.option("signed-by").orElse("").trim();
        if (signedBy.isEmpty()) {
            return new KeySource.Files(trusted());
        }
        if (signedBy.contains("-----BEGIN")) {
            return new KeySource.Armored(dearmorField(signedBy), entry.origin());
        }
        if (FINGERPRINTS.matcher(signedBy).matches()) {
            Set<String> fingerprints =
                    Set.copyOf(List.of(signedBy.replace("!", "").split("[\\s,]+", -1)));
            return new KeySource.Fingerprints(fingerprints, trusted());
        }
        return new KeySource.Files(
                Stream.of(signedBy.split("[\\s,]+", -1)).map(this::below).toList());
    }

    /** In a field, an empty line of the armor is written as a dot. */
    private static String dearmorField(String field) {
        return field.lines()
                        .map(line -> line.equals(".") ? "" : line)
                        .reduce((a, b) -> a + "\n" + b)
                        .orElse("") + "\n";
    }

    private List<Path> trusted() throws IOException {
        List<Path> files = new ArrayList<>();
        Path single = root.resolve("etc/apt/trusted.gpg");
        if (Files.isReadable(single)) {
            files.add(single);
        }
        Path parts = root.resolve("etc/apt/trusted.gpg.d");
        if (Files.isDirectory(parts)) {
            try (Stream<Path> listed = Files.list(parts)) {
                listed.filter(file -> file.toString().endsWith(".gpg")
                                || file.toString().endsWith(".asc"))
                        .sorted()
                        .forEach(files::add);
            }
        }
        return files;
    }

    private Path below(String absolute) {
        return root.resolve(absolute.startsWith("/") ? absolute.substring(1) : absolute);
    }
}
