package io.slackwater.runtime.rest;

/** Says what of a request is not as it should be. */
public final class InvalidRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean isConflict;
    private final String field;
    private final String remedy;

    /**
     * A fault of a request.
     *
     * @param field the member at fault, {@code body} where it is all of it
     * @param remedy what the caller can do
     */
    public InvalidRequestException(String field, String message, String remedy) {
        this(field, message, remedy, false);
    }

    private InvalidRequestException(String field, String message, String remedy, boolean isConflict) {
        super(message);
        this.field = field;
        this.remedy = remedy;
        this.isConflict = isConflict;
    }

    /** Returns the fault of a request that is right in itself, and not as things are. */
    public static InvalidRequestException conflict(String field, String message, String remedy) {
        return new InvalidRequestException(field, message, remedy, true);
    }

    /** Whether the request is right in itself. */
    public boolean isConflict() {
        return isConflict;
    }

    public String field() {
        return field;
    }

    public String remedy() {
        return remedy;
    }
}
