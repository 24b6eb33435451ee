package io.slackwater.reclaimer.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slackwater.domain.adoption.ContentMatch;
import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.portion.PortionVersion;
import io.slackwater.domain.storage.model.Content;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.worker.storage.scan.StoreScan.Found;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A volume of a surveyed store as it is shown.
 *
 * @param sizeBytes what it takes in its store
 * @param owner why Slackwater may delete it already; NOBODY where it may not
 * @param match how it is known what it holds
 * @param portion what it holds, by NAME what it may hold; null where that is not known
 * @param note UNREAD: why it was not read; null otherwise
 * @param replacedBy the available changes that bring a version which takes the place of what it holds
 * @param users how many VMs and others refer to it
 * @param usedBy what refers to it, or may, each reason once; where nothing is known of what it holds, by the inventory alone
 * @param chain the paths that it is backed by, the nearest first
 * @param backs how many volumes it backs, at whatever depth
 * @param freeable whether its bytes would come free if it were adopted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SurveyedDocument(
        String volume,
        String path,
        String format,
        long capacityBytes,
        long sizeBytes,
        String owner,
        MatchedBy match,
        @Nullable String portion,
        @Nullable String version,
        @Nullable String note,
        List<String> replacedBy,
        long users,
        List<HolderDocument> usedBy,
        List<String> chain,
        int backs,
        boolean freeable) {

    /** How it is known what a volume holds. */
    public enum MatchedBy {
        /** Slackwater staged it, or it is adopted already. */
        KNOWN,
        /** Its content has the digest of a known artifact. */
        DIGEST,
        /** Its name is like that of a version: a guess. */
        NAME,
        /** It is as long as a known artifact, and was not read yet. */
        UNREAD,
        /** It is not known. */
        UNKNOWN
    }

    /**
     * What the store's machine knows of a volume.
     *
     * @param volume where it is
     * @param content what it holds; that of nobody where the volume is not known
     * @param replacedBy the changes that take the place of what it holds
     * @param holders everything in the inventory that refers to it, and every hold
     */
    record Standing(VolumeRef volume, Content content, Set<String> replacedBy, List<Blocker> holders) {}

    static SurveyedDocument of(Found found, Standing standing, boolean allWereAsked) {
        List<Blocker> uses = Stream.concat(standing.holders().stream(), found.references().stream())
                .toList();
        MatchedBy match = match(found.match(), standing.content());
        Optional<PortionVersion> holds = holds(found.match(), standing.content());
        return new SurveyedDocument(
                found.volume().name(),
                found.volume().path(),
                found.volume().format(),
                found.volume().capacityBytes(),
                found.volume().allocationBytes(),
                standing.content().origin().name(),
                match,
                holds.map(PortionVersion::portion).orElse(null),
                holds.map(PortionVersion::version).orElse(null),
                found.match() instanceof ContentMatch.Unread unread ? unread.reason() : null,
                standing.replacedBy().stream().sorted().toList(),
                uses.stream()
                        .filter(use -> use.code().isReference())
                        .map(Blocker::subject)
                        .distinct()
                        .count(),
                HolderDocument.all(uses, standing.volume()),
                found.chain(),
                found.backs(),
                match == MatchedBy.DIGEST
                        && uses.isEmpty()
                        && !standing.replacedBy().isEmpty()
                        && allWereAsked);
    }

    static Optional<PortionVersion> holds(ContentMatch contentMatch, Content content) {
        return content.isAdoptable() ? contentMatch.holds().or(content::holds) : content.holds();
    }

    /** Returns the digest of what was read; empty where a volume is known by its name alone. */
    static Optional<String> sha256(ContentMatch contentMatch, Content content) {
        return content.isAdoptable() && contentMatch instanceof ContentMatch.ByDigest byDigest
                ? Optional.of(byDigest.artifact().sha256())
                : content.sha256();
    }

    private static MatchedBy match(ContentMatch contentMatch, Content content) {
        return content.isAdoptable() ? contentMatch.accept(Naming.INSTANCE) : MatchedBy.KNOWN;
    }

    /** Names by what each match was found. */
    private enum Naming implements ContentMatch.Visitor<MatchedBy> {
        INSTANCE;

        @Override
        public MatchedBy byDigest(ContentMatch.ByDigest byDigest) {
            return MatchedBy.DIGEST;
        }

        @Override
        public MatchedBy byName(ContentMatch.ByName byName) {
            return MatchedBy.NAME;
        }

        @Override
        public MatchedBy unread(ContentMatch.Unread unread) {
            return MatchedBy.UNREAD;
        }

        @Override
        public MatchedBy unknown(ContentMatch.Unknown unknown) {
            return MatchedBy.UNKNOWN;
        }
    }
}
