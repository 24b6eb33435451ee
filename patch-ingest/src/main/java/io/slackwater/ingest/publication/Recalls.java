package io.slackwater.ingest.publication;

import java.util.Optional;

/** What withdrawals recall: the content of a withdrawn change, unless a change that is still available holds it, too. */
public interface Recalls {

    /** Finds the withdrawal that recalls content; empty where none does, or none is known here. */
    Optional<RecalledContent> of(String sha256);
}
