package io.slackwater.inventory.hosts;

/** An operator said something of a host that cannot be. */
public final class InvalidDeclarationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final String remedy;

    /**
     * Says what is wrong.
     *
     * @param field the field that is not as it should be
     * @param remedy what to do about it
     */
    public InvalidDeclarationException(String field, String message, String remedy) {
        super(message);
        this.field = field;
        this.remedy = remedy;
    }

    /** As above, with what led to it. */
    public InvalidDeclarationException(String field, String message, String remedy, Throwable cause) {
        super(message, cause);
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
