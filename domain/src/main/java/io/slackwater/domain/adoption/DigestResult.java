package io.slackwater.domain.adoption;

/** The outcome of reading a volume to compute its digest. */
public sealed interface DigestResult {

    /**
     * It was read to its end.
     *
     * @param sha256 64 lower-case hexadecimal digits
     */
    record Digest(String sha256) implements DigestResult {}

    /** It was not read, or not to its end. */
    record Missing(String reason) implements DigestResult {}
}
