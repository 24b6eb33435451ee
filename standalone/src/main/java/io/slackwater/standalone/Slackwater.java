package io.slackwater.standalone;

import io.slackwater.standalone.demo.DemoCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. Exit codes: 0 done, 1 not done, 2 wrong usage, 130 ended by Ctrl-C. */
@Command(
        name = "slackwater",
        description =
                "Keeps the operating systems of a fleet of virtual machines up to date from the hypervisor's side.",
        mixinStandardHelpOptions = true,
        version = "Slackwater 0.1.0-SNAPSHOT",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            ProvisionCommand.class,
            SimulateCommand.class,
            PlanCommand.class
        })
public final class Slackwater {

    private Slackwater() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        CommandLine commandLine = new CommandLine(new Slackwater())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new FailureHandler());
        System.exit(commandLine.execute(arguments));
    }
}
