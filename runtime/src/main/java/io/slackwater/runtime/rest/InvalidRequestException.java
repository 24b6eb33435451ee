package io.slackwater.runtime.rest;

/** Says what of a request is not as it should be. */
public final class InvalidRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final String remedy;

    /**
     * A fault of a request.
     *
     * @param field the member at fault, {@code body} where it is all of it
     * @param remedy what the caller can do
     */
    public InvalidRequestException(String field, String message, String remedy) {
        super(message);
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
