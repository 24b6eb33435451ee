package io.slackwater.domain.publication;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A version was published before with other content. A version is only a name; its SHA-256 is its identity.
 *
 * @param published by SHA-256: the change that brought it; only what the offer does not say that it replaces, and never empty
 */
public record ContentConflict(OfferedVersion offered, SortedMap<String, String> published) {

    public ContentConflict {
        published = new TreeMap<>(published);
    }

    /**
     * Compares an offer with what was published of its version, withdrawn or not.
     *
     * @param known by SHA-256: the change that brought the version with it
     * @return empty where the version is new, has the same content, or the offer names each other content as replaced
     */
    public static Optional<ContentConflict> of(OfferedVersion offered, Map<String, String> known) {
        SortedMap<String, String> others = new TreeMap<>(known);
        if (others.containsKey(offered.sha256())) {
            return Optional.empty();
        }
        others.keySet().removeIf(offered::replacesContent);
        return others.isEmpty() ? Optional.empty() : Optional.of(new ContentConflict(offered, others));
    }

    /** Returns a sentence for people, which names every digest. */
    public String describe() {
        String others = published.entrySet().stream()
                .map(other -> "SHA-256 " + other.getKey() + " by change " + other.getValue())
                .collect(Collectors.joining(" and "));
        return "%s %s was published with other content: %s; this one has SHA-256 %s"
                .formatted(offered.portion(), offered.version(), others, offered.sha256());
    }

    /** Says what to do about it, for a person. */
    public String remedy() {
        return "publish it under a version of its own, or add to its \"supersedes\" what it replaces: "
                + entries(published.keySet());
    }

    /** Says what to do about it where a source offers it, to a person who has no say in what the source offers. */
    public String remedyAtSource() {
        return "ask the archive why the content changed; to accept it, submit this content through the API with"
                + " \"supersedes\": [" + entries(published.keySet()) + "]";
    }

    private static String entries(Collection<String> digests) {
        List<String> entries = digests.stream()
                .map(digest -> "\"" + OfferedVersion.DIGEST + digest + "\"")
                .toList();
        return String.join(", ", entries);
    }
}
