package io.slackwater.standalone.operate;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How many of what is found are listed. */
final class LimitOption {

    private static final int HIGHEST = 1_000;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many to list (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /** Returns the number; one that no service takes is wrong usage. */
    int value() {
        if (limit < 0 || limit > HIGHEST) {
            throw new ParameterException(
                    command.commandLine(), "--limit is " + limit + ": use a number from 0 to " + HIGHEST);
        }
        return limit;
    }
}
