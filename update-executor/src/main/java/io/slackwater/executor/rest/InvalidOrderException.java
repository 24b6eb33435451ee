package io.slackwater.executor.rest;

/** Says what of a request is not as it should be. */
final class InvalidOrderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;

    InvalidOrderException(String field, String message) {
        super(message);
        this.field = field;
    }

    String field() {
        return field;
    }
}
