package io.slackwater.ingest.submission;

import org.jspecify.annotations.Nullable;

/** A submission is of a change that was withdrawn, or holds content that a withdrawal recalls. */
public final class WithdrawnSubmission extends Exception {

    private static final long serialVersionUID = 1L;
    private final @Nullable String field;

    /**
     * @param field where the recalled content is named: {@code portions[1].sha256}; null: the change is recalled as a whole
     * @param recall who recalled it, and why
     */
    WithdrawnSubmission(@Nullable String field, String recall) {
        super((field == null ? "The change" : field) + " is not published, for a withdrawal is final: " + recall);
        this.field = field;
    }

    /** Returns where the recalled content is named; null where the change is recalled as a whole. */
    public @Nullable String field() {
        return field;
    }
}
