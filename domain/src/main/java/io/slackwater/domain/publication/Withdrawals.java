package io.slackwater.domain.publication;

import java.util.Optional;

/** What keeps a portion version from being published: that its content is recalled, or that its version has another content. */
public interface Withdrawals {

    /**
     * Finds the withdrawal that recalls content; empty where none does, or none is known here. Content is recalled that a withdrawn
     * change brought, unless a change that is still available brings it, too.
     */
    Optional<WithdrawnContent> of(String sha256);

    /** Finds that a version was published with other content; empty where it was not, or that is not known here. */
    Optional<OtherContent> otherContent(OfferedVersion offered);
}
