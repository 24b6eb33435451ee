package io.slackwater.ingest.submission;

import io.slackwater.domain.publication.ContentConflict;

/** A submission is of a version that was published with other content, which it does not say to replace. */
public final class TakenVersion extends Exception {

    private static final long serialVersionUID = 1L;
    private final String field;
    private final String remedy;

    /** @param field where the version is named: {@code portions[1].version} */
    TakenVersion(String field, ContentConflict other) {
        super(field + " is taken: " + other.describe());
        this.field = field;
        this.remedy = other.remedy();
    }

    /** Returns where the version is named. */
    public String field() {
        return field;
    }

    /** Returns what to do about it, for a person. */
    public String remedy() {
        return remedy;
    }
}
