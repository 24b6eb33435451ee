package io.slackwater.standalone;

import io.slackwater.runtime.text.Nearest;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what of a command line is wrong, and where to find out how it is right. */
final class UsageHandler implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        CommandSpec spec = command.getCommandSpec();
        PrintWriter errors = command.getErr();
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            errors.println(unmatched.getMessage() + "." + nearest(unmatched, spec));
            errors.println("'" + spec.qualifiedName() + " --help' lists what there is.");
        } else {
            errors.println(wrong.getMessage());
            command.usage(errors);
        }
        return spec.exitCodeOnInvalidInput();
    }

    private static String nearest(UnmatchedArgumentException unmatched, CommandSpec spec) {
        List<String> known = new ArrayList<>(spec.subcommands().keySet());
        known.addAll(spec.optionsMap().keySet());
        return unmatched.getUnmatched().stream()
                .findFirst()
                .map(written -> Nearest.sentence(written, known))
                .orElse("");
    }
}
