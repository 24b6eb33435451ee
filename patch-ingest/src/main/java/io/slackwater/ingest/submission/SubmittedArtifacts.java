package io.slackwater.ingest.submission;

import io.slackwater.artifact.ArtifactException;
import io.slackwater.artifact.ImageCheck;
import io.slackwater.domain.change.VerifiedVersion;
import io.slackwater.ingest.artifact.Artifact;
import io.slackwater.ingest.artifact.ArtifactFetcher;
import io.slackwater.ingest.artifact.ArtifactStore;
import io.slackwater.ingest.config.ArtifactBase;
import io.slackwater.ingest.config.IngestConfiguration;
import io.slackwater.ingest.metrics.IngestMetrics;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings the artifacts of a submission into the store, and checks that each is what was said of it. */
@ApplicationScoped
public class SubmittedArtifacts {

    private static final String SOURCE = "api";

    private final ArtifactStore store;
    private final ArtifactFetcher fetcher;
    private final IngestMetrics metrics;
    private final URI artifactBase;

    SubmittedArtifacts(
            ArtifactStore store, ArtifactFetcher fetcher, IngestMetrics metrics, IngestConfiguration configuration) {
        this.store = store;
        this.fetcher = fetcher;
        this.metrics = metrics;
        this.artifactBase = ArtifactBase.of(configuration);
    }

    /** Returns the portion versions of a submission, in its order, with where their artifacts are now. */
    List<VerifiedVersion> take(Submission submission) throws InvalidSubmission, IOException {
        List<VerifiedVersion> portions = new ArrayList<>();
        for (int at = 0; at < submission.portions().size(); at++) {
            portions.add(take("portions[" + at + "]", submission.portions().get(at)));
        }
        return portions;
    }

    private VerifiedVersion take(String path, SubmittedPortion portion) throws InvalidSubmission, IOException {
        try {
            Artifact artifact = obtain(portion);
            if (portion.size().isPresent() && portion.size().getAsLong() != artifact.size()) {
                throw new ArtifactException(
                        ArtifactException.Cause.SIZE,
                        "the content has " + artifact.size() + " bytes; correct the size");
            }
            Optional<Path> file = store.find(artifact.sha256());
            if (file.isPresent()) {
                ImageCheck.check(file.get(), portion.format());
            }
            return portionVersion(portion, artifact);
        } catch (ArtifactException e) {
            metrics.verificationFailed(SOURCE, e.reason().code());
            throw new InvalidSubmission(
                    path + "." + field(e.reason()), "was not accepted: " + e.getMessage(), remedy(e.reason()));
        }
    }

    private Artifact obtain(SubmittedPortion portion) throws IOException, ArtifactException {
        Optional<URI> url = portion.artifactUrl();
        if (url.isEmpty()) {
            return store.describe(portion.sha256())
                    .orElseThrow(() -> new ArtifactException(
                            ArtifactException.Cause.ABSENT, "no artifact with this SHA-256 was uploaded"));
        }
        boolean isNew = store.find(portion.sha256()).isEmpty();
        Artifact fetched = fetcher.fetch(url.get(), portion.sha256());
        if (isNew) {
            metrics.stored(SOURCE, fetched.size());
        }
        return fetched;
    }

    private VerifiedVersion portionVersion(SubmittedPortion portion, Artifact artifact) {
        return new VerifiedVersion(
                portion.portion(),
                portion.kind(),
                portion.version(),
                portion.order(),
                portion.supersedes(),
                artifact.sha256(),
                artifact.size(),
                portion.format(),
                URI.create(artifactBase + "/" + artifact.sha256()),
                portion.kernelRelease());
    }

    private static String field(ArtifactException.Cause cause) {
        return switch (cause) {
            case DIGEST, ABSENT -> "sha256";
            case SIZE -> "size";
            case FORMAT -> "format";
            case TOO_LARGE, UNREADABLE, FORBIDDEN -> "artifactUrl";
        };
    }

    private static String remedy(ArtifactException.Cause cause) {
        return switch (cause) {
            case DIGEST -> "check the artifact where it comes from, and its digest";
            case ABSENT -> "PUT it to /artifacts/{sha256} first, or name its artifactUrl";
            case SIZE -> "write the artifact's size in bytes, or leave it out";
            case FORMAT -> "write the format that qemu-img info prints, of an image without a backing file";
            case TOO_LARGE -> "publish a smaller artifact, or raise slackwater.ingest.max-artifact-size";
            case UNREADABLE -> "name an address that this service can read";
            case FORBIDDEN -> "name an http or https address, or upload the artifact";
        };
    }
}
