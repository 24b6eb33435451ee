package io.slackwater.debian.archive;

import io.slackwater.artifact.transfer.AddressText;
import io.slackwater.artifact.transfer.Transport;
import io.slackwater.debian.ArchiveException;
import io.slackwater.debian.deb.DebFile;
import io.slackwater.debian.deb.Extraction;
import io.slackwater.debian.fetch.Downloads;
import io.slackwater.debian.index.DebianPackage;
import io.slackwater.debian.index.DependencyClosure;
import io.slackwater.debian.index.PackageFilter;
import io.slackwater.debian.release.InReleaseVerifier;
import io.slackwater.debian.release.Release;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A Debian archive. Everything it returns was checked: a release by its signature, an index by the release, a package by
 * the index. Safe for use by several threads.
 */
public final class DebianArchive {

    /** Debian's own is 150 KiB. */
    private static final int LONGEST_RELEASE = 16 << 20;

    private final ArchiveConfiguration configuration;
    private final Downloads downloads;

    private DebianArchive(ArchiveConfiguration configuration) {
        this.configuration = configuration;
        this.downloads = new Downloads(new Transport(configuration.proxies(), configuration.patience()));
    }

    /** Opens an archive; nothing is read yet. */
    public static DebianArchive open(ArchiveConfiguration configuration) {
        return new DebianArchive(configuration);
    }

    public ArchiveConfiguration configuration() {
        return configuration;
    }

    /** Reads and verifies the release of the first repository with this suite. */
    public Snapshot snapshot(String suite) throws ArchiveException {
        for (Repository repository : configuration.repositories()) {
            if (repository.suite().equals(suite)) {
                return snapshot(repository);
            }
        }
        throw new ArchiveException.NotFound("suite " + suite + " is not configured; configured are "
                + configuration.repositories().stream().map(Repository::suite).toList());
    }

    /** Reads and verifies the release of a repository. */
    public Snapshot snapshot(Repository repository) throws ArchiveException {
        URI uri = repository.inRelease();
        String name = AddressText.of(uri);
        byte[] inRelease = downloads.read(uri, LONGEST_RELEASE);
        String signed = new InReleaseVerifier(repository.keys().load(), configuration.clock()).verify(inRelease, name);
        Release release = Release.parse(signed, name);
        release.requireSuite(repository.suite(), name);
        release.requireValidAt(configuration.clock().instant(), repository.dateCheck(), name);
        return new Snapshot(repository, release, downloads, configuration);
    }

    /** Returns the packages that the filter wants, of all repositories; one that cannot be read fails the whole. */
    public List<DebianPackage> packages(PackageFilter filter) throws ArchiveException, IOException {
        List<DebianPackage> packages = new ArrayList<>();
        for (Repository repository : configuration.repositories()) {
            packages.addAll(snapshot(repository).packages(filter));
        }
        return List.copyOf(packages);
    }

    /** Returns the packages that the filter wants, of the repositories that can be read, with why the others cannot. */
    public Offers offers(PackageFilter filter) throws IOException {
        List<DebianPackage> packages = new ArrayList<>();
        List<ArchiveException> failures = new ArrayList<>();
        for (Repository repository : configuration.repositories()) {
            try {
                packages.addAll(snapshot(repository).packages(filter));
            } catch (ArchiveException e) {
                failures.add(e);
            }
        }
        return new Offers(packages, failures);
    }

    /** Returns the named packages with all that they depend on, each in its highest version. */
    public List<DebianPackage> closure(Collection<String> names) throws ArchiveException, IOException {
        return DependencyClosure.over(offers((name, architecture) -> true).packages())
                .of(names);
    }

    /** Downloads a package into a directory, under its file name, unless it is there already. */
    public Path download(DebianPackage offered, Path directory) throws ArchiveException, IOException {
        return downloads.fetch(offered.uri(), offered.file(), directory.resolve(offered.fileName()));
    }

    /** Opens a downloaded package for extraction. */
    public Extraction extraction(Path deb) {
        return new Extraction(new DebFile(deb, configuration.limits()), deb);
    }
}
