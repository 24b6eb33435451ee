package io.slackwater.standalone;

import io.slackwater.domain.text.NameSuggestions;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
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
            errors.println(help(spec));
        } else if (wrong instanceof MissingParameterException incomplete
                && !incomplete.getMissing().isEmpty()) {
            incomplete.getMissing().forEach(missing -> errors.println(inWords(missing)));
            errors.println(help(spec));
        } else {
            errors.println(wrong.getMessage());
            errors.println(help(spec));
        }
        return spec.exitCodeOnInvalidInput();
    }

    private static String help(CommandSpec spec) {
        return "'" + spec.qualifiedName() + " --help' lists what there is.";
    }

    /** Returns that it is missing, and what it would say. */
    private static String inWords(ArgSpec missing) {
        String label = missing instanceof OptionSpec option
                ? option.longestName() + " " + option.paramLabel()
                : missing.paramLabel();
        return label + " is missing: " + String.join(" ", missing.description());
    }

    private static String nearest(UnmatchedArgumentException unmatched, CommandSpec spec) {
        List<String> known = new ArrayList<>(spec.subcommands().keySet());
        known.addAll(spec.optionsMap().keySet());
        return unmatched.getUnmatched().stream()
                .findFirst()
                .map(written -> NameSuggestions.sentence(written, known))
                .orElse("");
    }
}
