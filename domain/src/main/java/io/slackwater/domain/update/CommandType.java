package io.slackwater.domain.update;

/** What a worker is told to do. */
public enum CommandType {
    APPLY,
    VERIFY,
    ROLL_BACK
}
