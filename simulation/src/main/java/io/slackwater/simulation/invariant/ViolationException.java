package io.slackwater.simulation.invariant;

/** Something that must always hold did not. */
public final class ViolationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String invariant;

    public ViolationException(String invariant, String detail) {
        super(detail);
        this.invariant = invariant;
    }

    /** Returns what did not hold. */
    public String invariant() {
        return invariant;
    }

    /** Returns how it did not hold. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
