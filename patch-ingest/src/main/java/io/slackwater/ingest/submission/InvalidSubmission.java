package io.slackwater.ingest.submission;

/** A submission breaks a rule. */
public final class InvalidSubmission extends Exception {

    private static final long serialVersionUID = 1L;
    private final String field;
    private final String remedy;

    /**
     * @param field where the fault is: {@code portions[1].sha256}
     * @param fault what is wrong
     * @param remedy what to write instead
     */
    public InvalidSubmission(String field, String fault, String remedy) {
        super(field + " " + fault);
        this.field = field;
        this.remedy = remedy;
    }

    public String field() {
        return field;
    }

    public String remedy() {
        return remedy;
    }
}
