package io.slackwater.standalone;

import io.slackwater.standalone.console.ConsoleCommand;
import io.slackwater.standalone.demo.DemoCommand;
import io.slackwater.standalone.history.HistoryCommand;
import io.slackwater.standalone.images.ImagesCommand;
import io.slackwater.standalone.operate.AdoptCommand;
import io.slackwater.standalone.operate.BlockersCommand;
import io.slackwater.standalone.operate.ChangeCommand;
import io.slackwater.standalone.operate.ExplainCommand;
import io.slackwater.standalone.operate.FreezeCommand;
import io.slackwater.standalone.operate.HostsCommand;
import io.slackwater.standalone.operate.PolicyCommand;
import io.slackwater.standalone.operate.RetryCommand;
import io.slackwater.standalone.operate.RolloutCommand;
import io.slackwater.standalone.operate.RolloutsCommand;
import io.slackwater.standalone.operate.StorageCommand;
import io.slackwater.standalone.operate.UnfreezeCommand;
import io.slackwater.standalone.vms.VmsCommand;
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
            ConsoleCommand.class,
            ChangeCommand.class,
            PolicyCommand.class,
            RolloutsCommand.class,
            RolloutCommand.class,
            BlockersCommand.class,
            ExplainCommand.class,
            FreezeCommand.class,
            UnfreezeCommand.class,
            RetryCommand.class,
            VmsCommand.class,
            HostsCommand.class,
            StorageCommand.class,
            HistoryCommand.class,
            ImagesCommand.class,
            AdoptCommand.class,
            ProvisionCommand.class,
            SimulateCommand.class,
            PlanCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Slackwater {

    private Slackwater() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        LauncherLog.ofAllLibraries();
        System.exit(commandLine().execute(arguments));
    }

    /** Returns the command line, which runs a command and returns its exit code. */
    public static CommandLine commandLine() {
        return new CommandLine(new Slackwater())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(new UsageHandler())
                .setExecutionExceptionHandler(new FailureHandler());
    }
}
