package io.slackwater.mapping.update;

import io.slackwater.domain.update.CommandType;

/** Makes and reads command ids: update, attempt, type and issue, separated by slashes. */
final class CommandIds {

    private CommandIds() {}

    static String of(String updateId, int attempt, CommandType type, int issue) {
        return updateId + "/" + attempt + "/" + type + "/" + issue;
    }

    /** Returns which issue a command was; 0, older than all, where a stranger made the id. */
    static int issue(String commandId) {
        String last = commandId.substring(commandId.lastIndexOf('/') + 1);
        return last.matches("[0-9]{1,9}") ? Integer.parseInt(last) : 0;
    }
}
