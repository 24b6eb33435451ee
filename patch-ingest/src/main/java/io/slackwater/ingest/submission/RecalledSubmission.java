package io.slackwater.ingest.submission;

/** A submission holds content that a withdrawal recalls. */
public final class RecalledSubmission extends Exception {

    private static final long serialVersionUID = 1L;
    private final String field;

    /**
     * @param field where the content is named: {@code portions[1].sha256}
     * @param recall who recalled it, and why
     */
    RecalledSubmission(String field, String recall) {
        super(field + " is not published: " + recall);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
