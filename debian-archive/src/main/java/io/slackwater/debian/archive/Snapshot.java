package io.slackwater.debian.archive;

import io.slackwater.artifact.transfer.AddressText;
import io.slackwater.artifact.transfer.FileDigest;
import io.slackwater.debian.ArchiveException;
import io.slackwater.debian.expand.Compression;
import io.slackwater.debian.expand.ExpansionLimits;
import io.slackwater.debian.fetch.Downloads;
import io.slackwater.debian.index.DebianPackage;
import io.slackwater.debian.index.PackageFilter;
import io.slackwater.debian.index.PackageIndex;
import io.slackwater.debian.release.Release;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A suite as its release, whose signature was checked, describes it. */
public final class Snapshot {

    private final Repository repository;
    private final Release release;
    private final Downloads downloads;
    private final ArchiveConfiguration configuration;

    Snapshot(Repository repository, Release release, Downloads downloads, ArchiveConfiguration configuration) {
        this.repository = repository;
        this.release = release;
        this.downloads = downloads;
        this.configuration = configuration;
    }

    public Repository repository() {
        return repository;
    }

    public Release release() {
        return release;
    }

    /** Returns the packages that the filter wants, of all configured components. */
    public List<DebianPackage> packages(PackageFilter filter) throws ArchiveException, IOException {
        List<DebianPackage> packages = new ArrayList<>();
        for (String component : repository.components()) {
            packages.addAll(packages(component, filter));
        }
        return List.copyOf(packages);
    }

    private List<DebianPackage> packages(String component, PackageFilter filter) throws ArchiveException, IOException {
        String plain = component + "/binary-" + configuration.architecture() + "/Packages";
        for (Compression compression : List.of(Compression.XZ, Compression.GZIP, Compression.NONE)) {
            FileDigest announced = release.files().get(plain + compression.suffix());
            if (announced != null) {
                Path index = fetch(plain + compression.suffix(), announced, cacheName(component, compression));
                return PackageIndex.read(index, repository.uri(), filter, limits(plain));
            }
        }
        throw new ArchiveException.NotFound(
                AddressText.of(repository.inRelease()) + " lists no " + plain + "[.xz|.gz]; it has components "
                        + release.components() + ": correct the component or the architecture");
    }

    /** Fetches an index under its digest where the archive keeps it so, since the plain name changes under our hands. */
    private Path fetch(String path, FileDigest announced, String cacheName) throws ArchiveException, IOException {
        Path target = configuration.cache().resolve(cacheName);
        if (release.acquireByHash()) {
            String directory = path.substring(0, path.lastIndexOf('/') + 1);
            try {
                return downloads.fetch(
                        repository.directory().resolve(directory + "by-hash/SHA256/" + announced.sha256()),
                        announced,
                        target);
            } catch (ArchiveException.NotFound e) {
                return downloads.fetch(repository.directory().resolve(path), announced, target);
            }
        }
        return downloads.fetch(repository.directory().resolve(path), announced, target);
    }

    private ExpansionLimits limits(String plain) {
        FileDigest expanded = release.files().get(plain);
        return expanded == null
                ? configuration.limits()
                : configuration.limits().withBytes(expanded.size());
    }

    private String cacheName(String component, Compression compression) {
        String identity =
                repository.uri() + " " + repository.suite() + " " + component + " " + configuration.architecture();
        return "Packages-" + UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)) + compression.suffix();
    }
}
