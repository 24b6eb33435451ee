package io.slackwater.debian.release;

/** Which dates of a release are held against the clock, by apt's options {@code check-date} and {@code check-valid-until}. */
public enum DateCheck {
    /** No date counts: apt's {@code check-date=no}, for a machine whose clock is not set. */
    NONE,
    /** The date may not lie in the future; {@code Valid-Until} does not count: apt's {@code check-valid-until=no}. */
    DATE,
    /** The date may not lie in the future, and {@code Valid-Until} not in the past: apt's default. */
    DATE_AND_VALID_UNTIL;

    /** Returns the check that two of apt's truth values stand for. */
    public static DateCheck of(boolean checkDate, boolean checkValidUntil) {
        if (!checkDate) {
            return NONE;
        }
        return checkValidUntil ? DATE_AND_VALID_UNTIL : DATE;
    }
}
