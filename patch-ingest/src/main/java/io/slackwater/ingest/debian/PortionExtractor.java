package io.slackwater.ingest.debian;

import io.slackwater.artifact.ArtifactException;
import io.slackwater.debian.ArchiveException;
import io.slackwater.debian.archive.DebianArchive;
import io.slackwater.debian.deb.DebMember;
import io.slackwater.debian.index.DebianPackage;
import io.slackwater.domain.change.VerifiedVersion;
import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.portion.VersionOrder;
import io.slackwater.domain.volume.VolumeFormat;
import io.slackwater.ingest.artifact.Artifact;
import io.slackwater.ingest.artifact.ArtifactStore;
import io.slackwater.ingest.metrics.IngestMetrics;
import io.slackwater.ingest.source.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Takes a portion's file out of its package and puts it into the artifact store. */
public final class PortionExtractor {

    private final ArtifactStore store;
    private final ArtifactAddresses addresses;
    private final IngestMetrics metrics;

    public PortionExtractor(ArtifactStore store, ArtifactAddresses addresses, IngestMetrics metrics) {
        this.store = store;
        this.addresses = addresses;
        this.metrics = metrics;
    }

    /** Makes the address of an artifact. */
    @FunctionalInterface
    public interface ArtifactAddresses {
        URI of(String sha256);
    }

    VerifiedVersion extract(DebianArchive archive, PortionRule rule, DebianPackage chosen)
            throws ArchiveException, IOException, SourceException {
        Path extracted = store.workFile(".member");
        try {
            DebMember member = extractMember(archive, rule, chosen, extracted);
            String star = rule.member().star(member.name()).orElse(member.name());
            Artifact artifact = put(extracted);
            metrics.stored("debian", artifact.size());
            return new VerifiedVersion(
                    rule.portion(),
                    rule.kind(),
                    rule.versionFromMember() ? star : chosen.version().text(),
                    VersionOrder.DEBIAN,
                    List.of(),
                    artifact.sha256(),
                    artifact.size(),
                    VolumeFormat.RAW,
                    addresses.of(artifact.sha256()),
                    rule.kind() == PortionKind.KERNEL ? Optional.of(star) : Optional.empty());
        } finally {
            Files.deleteIfExists(extracted);
        }
    }

    private DebMember extractMember(DebianArchive archive, PortionRule rule, DebianPackage chosen, Path target)
            throws ArchiveException, IOException {
        Path packages = target.resolveSibling("packages-" + target.getFileName());
        Files.createDirectories(packages);
        Path deb = archive.download(chosen, packages);
        try {
            return archive.extraction(deb)
                    .single(name -> rule.member().star(name).isPresent(), target);
        } finally {
            Files.deleteIfExists(deb);
            Files.deleteIfExists(packages);
        }
    }

    private Artifact put(Path extracted) throws IOException, SourceException {
        try (InputStream in = Files.newInputStream(extracted)) {
            return store.put(in, Optional.empty());
        } catch (ArtifactException e) {
            throw new SourceException(e.reason().code(), String.valueOf(e.getMessage()), e);
        }
    }
}
