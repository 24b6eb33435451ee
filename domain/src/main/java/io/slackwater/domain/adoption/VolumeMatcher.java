package io.slackwater.domain.adoption;

import io.slackwater.domain.portion.PortionVersion;
import io.slackwater.domain.volume.Artifact;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Matches the volumes of a store with the portion versions that changes name: by digest, and, as a guess, by name.
 */
public final class VolumeMatcher {

    private final List<Artifact> artifacts;
    private final NameMatcher nameMatcher;

    /**
     * A matching with what is known now.
     *
     * @param artifacts of every portion version, withdrawn or not
     * @param versions that the changes speak of
     * @param volumes of the same store whose versions are known, by name
     */
    public VolumeMatcher(
            List<Artifact> artifacts, Collection<PortionVersion> versions, Map<String, PortionVersion> volumes) {
        this.artifacts = List.copyOf(artifacts);
        this.nameMatcher = new NameMatcher(versions, volumes);
    }

    /**
     * Matches a volume. What another file backs is a disk of its own, and no portion version.
     *
     * @param digestResult what came of reading it, where it was to be read
     */
    public ContentMatch match(ListedVolume volume, DigestResult digestResult) {
        if (volume.isBacked()) {
            return new ContentMatch.Unknown();
        }
        if (!isToBeRead(volume)) {
            return byName(volume);
        }
        if (digestResult instanceof DigestResult.Digest digest) {
            return byDigest(volume, digest.sha256()).orElseGet(() -> byName(volume));
        }
        return new ContentMatch.Unread(((DigestResult.Missing) digestResult).reason());
    }

    /**
     * Matches a volume that somebody says to be adopted: what its digest was found to be must be a known artifact, and without one
     * only its name speaks for it.
     *
     * @param artifact the one whose digest was found; empty where none was
     */
    public ContentMatch claimed(String name, Optional<Artifact> artifact) {
        if (artifact.isEmpty()) {
            return byName(new ListedVolume(name, 0, false));
        }
        return artifacts.stream().anyMatch(known -> isSameContent(known, artifact.get()))
                ? new ContentMatch.ByDigest(artifact.get())
                : new ContentMatch.Unknown();
    }

    private static boolean isSameContent(Artifact one, Artifact other) {
        return one.holds().equals(other.holds()) && one.sha256().equals(other.sha256()) && one.size() == other.size();
    }

    /** Whether a volume is to be read: a known artifact is as long, so that only its content can tell whether it is that. */
    public boolean isToBeRead(ListedVolume volume) {
        return !volume.isBacked()
                && volume.contentBytes() > 0
                && artifacts.stream().anyMatch(artifact -> artifact.size() == volume.contentBytes());
    }

    /** Of several artifacts with one content, that is meant which the name speaks of. */
    private Optional<ContentMatch> byDigest(ListedVolume volume, String sha256) {
        Optional<PortionVersion> named = nameMatcher.guess(volume.name());
        return artifacts.stream()
                .filter(artifact -> artifact.sha256().equals(sha256) && artifact.size() == volume.contentBytes())
                .max(Comparator.comparing((Artifact artifact) -> named.equals(Optional.of(artifact.holds())))
                        .thenComparing(artifact -> artifact.holds().toString()))
                .map(ContentMatch.ByDigest::new);
    }

    private ContentMatch byName(ListedVolume volume) {
        return nameMatcher
                .guess(volume.name())
                .<ContentMatch>map(ContentMatch.ByName::new)
                .orElseGet(ContentMatch.Unknown::new);
    }
}
