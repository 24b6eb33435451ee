package io.slackwater.executor.update;

/** What a hand is told to do. */
public enum CommandType {
    APPLY,
    VERIFY,
    ROLL_BACK
}
