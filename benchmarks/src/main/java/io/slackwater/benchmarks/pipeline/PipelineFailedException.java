package io.slackwater.benchmarks.pipeline;

/** A run did not come to its end; the message says what is missing. */
public final class PipelineFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PipelineFailedException(String message) {
        super(message);
    }
}
