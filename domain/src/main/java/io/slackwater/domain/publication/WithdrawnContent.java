package io.slackwater.domain.publication;

/**
 * Content that nobody may publish any more, under whatever name.
 *
 * @param sha256 64 lower-case hexadecimal digits
 * @param withdrawal the withdrawal of a change that holds it
 */
public record WithdrawnContent(String sha256, Withdrawal withdrawal) {

    /** Returns a sentence for people. */
    public String describe() {
        return "SHA-256 " + sha256 + " is recalled: " + withdrawal.describe();
    }
}
