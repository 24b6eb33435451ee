package io.slackwater.domain.update;

/** The types of commands to an update worker. */
public enum CommandType {
    APPLY,
    VERIFY,
    ROLL_BACK
}
