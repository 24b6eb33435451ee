package io.slackwater.benchmarks;

import io.slackwater.benchmarks.report.Report;
import io.slackwater.benchmarks.report.ReportText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. Exit codes: 0 measured, whatever came out; 1 not measured; 2 wrong usage. */
@Command(
        name = "benchmarks/run",
        description = "Measures the matching of VMs with changes against plain Kafka clients, in one run.",
        mixinStandardHelpOptions = true)
public final class BenchmarkCommand implements Callable<Integer> {

    private static final int LEAST_ROUNDS = 2;

    @Option(names = "--vms", description = "How many VMs the fleet has (default: ${DEFAULT-VALUE}).")
    private int vms = 100_000;

    @Option(
            names = "--rounds",
            description = "How often each is measured, the first time to warm up (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the result to this file too, as JSON.")
    private @Nullable Path report;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Runs the command and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BenchmarkCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (vms < 1 || rounds < LEAST_ROUNDS) {
            throw new ParameterException(
                    spec.commandLine(), "There must be a VM at least, and two rounds: the first is to warm up");
        }
        Logger root = LogManager.getLogManager().getLogger("");
        root.setLevel(Level.SEVERE);
        PrintWriter out = spec.commandLine().getOut();
        Report result = new Benchmark(vms, rounds, line -> {
                    out.println(line);
                    out.flush();
                })
                .run();
        out.print(ReportText.of(result));
        out.flush();
        if (report != null) {
            result.writeTo(report);
        }
        return 0;
    }
}
