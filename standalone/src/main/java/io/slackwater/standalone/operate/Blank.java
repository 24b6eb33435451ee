package io.slackwater.standalone.operate;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Options that must say something. */
final class Blank {

    private Blank() {}

    /** Calls it wrong usage where the option says nothing. */
    static void refuse(CommandSpec command, String option, String value) {
        if (value.isBlank()) {
            throw new ParameterException(command.commandLine(), option + " is empty: write what it is to say");
        }
    }
}
