package io.slackwater.domain.publication;

import java.time.Instant;

/**
 * The withdrawal of a change: who, when and why.
 *
 * @param changeId the change that was withdrawn
 * @param by who withdrew it
 * @param reason why, for people
 * @param at when somebody said so
 */
public record Withdrawal(String changeId, String by, String reason, Instant at) {

    /** What to do about it, for a person. */
    public static final String REMEDY = "publish content that was built anew, with a digest of its own";

    /** Returns a sentence for people. */
    public String describe() {
        return "change %s was withdrawn by %s at %s: %s".formatted(changeId, by, at, reason);
    }
}
