package io.slackwater.domain.publication;

import java.util.Optional;

/**
 * Finds the reasons not to publish a portion version: withdrawn content, or a version with other content.
 */
public interface PublicationConflictLookup {

    /**
     * Finds out whether content was withdrawn; empty where it was not, or that is not known here. Content is withdrawn that a withdrawn
     * change brought, unless a change that is still available brings it, too.
     */
    Optional<WithdrawnContent> withdrawnContent(String sha256);

    /** Finds that a version was published with other content; empty where it was not, or that is not known here. */
    Optional<ContentConflict> otherContent(OfferedVersion offered);
}
