package io.slackwater.benchmarks;

import io.slackwater.benchmarks.pipeline.PipelineBenchmark;
import io.slackwater.benchmarks.pipeline.PipelineFailedException;
import io.slackwater.benchmarks.pipeline.PipelineOptions;
import io.slackwater.benchmarks.pipeline.PipelineReport;
import io.slackwater.benchmarks.pipeline.PipelineText;
import io.slackwater.benchmarks.report.Report;
import io.slackwater.benchmarks.report.ReportText;
import io.slackwater.standalone.process.ChildFailedException;
import io.slackwater.standalone.services.Installation;
import io.slackwater.standalone.text.OutputFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
        subcommands = PeersCommand.class,
        mixinStandardHelpOptions = true)
public final class BenchmarkCommand implements Callable<Integer> {

    private static final int MEASURED = 0;
    private static final int NOT_MEASURED = 1;
    private static final int LEAST_ROUNDS = 2;

    @Option(
            names = "--vms",
            split = ",",
            paramLabel = "N",
            description = "How many VMs the fleet has (default: 100000); with --pipeline, several sizes.")
    private List<Integer> vms = List.of(100_000);

    @Option(
            names = "--pipeline",
            description =
                    "Measure the whole pipeline instead: broker and services as processes, from a change to the last"
                            + " freed volume.")
    private boolean pipeline;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            description = "With --pipeline: the longest heap of each service, as -Xmx takes it.")
    private @Nullable String heap;

    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            description =
                    "With --pipeline: how long a size may take to be inventoried, and as long from the change to the"
                            + " last freed volume (default: ${DEFAULT-VALUE}).")
    private int limitSeconds = 1_800;

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
        if (vms.stream().anyMatch(size -> size < 1) || rounds < LEAST_ROUNDS) {
            throw new ParameterException(
                    spec.commandLine(), "There must be a VM at least, and two rounds: the first is to warm up");
        }
        if (limitSeconds < 1) {
            throw new ParameterException(spec.commandLine(), "--limit is " + limitSeconds + ": use 1 or more");
        }
        if (!pipeline && vms.size() > 1) {
            throw new ParameterException(spec.commandLine(), "Several sizes are for --pipeline alone");
        }
        Optional.ofNullable(report).flatMap(OutputFile::problemWithDirectories).ifPresent(problem -> {
            throw new ParameterException(spec.commandLine(), "--report " + problem);
        });
        Logger root = LogManager.getLogManager().getLogger("");
        root.setLevel(Level.SEVERE);
        if (!pipeline) {
            measureMatching();
            return MEASURED;
        }
        try {
            measurePipeline();
            return MEASURED;
        } catch (PipelineFailedException | ChildFailedException failed) {
            spec.commandLine().getErr().println("benchmarks/run: " + failed.getMessage());
            return NOT_MEASURED;
        }
    }

    private void measureMatching() throws IOException, InterruptedException {
        Report result = new Benchmark(vms.get(0), rounds, this::say).run();
        PrintWriter out = spec.commandLine().getOut();
        out.print(ReportText.of(result));
        out.flush();
        if (report != null) {
            result.writeTo(report);
        }
    }

    private void measurePipeline() throws IOException, InterruptedException {
        PipelineOptions options = new PipelineOptions(vms, Optional.ofNullable(heap), Duration.ofSeconds(limitSeconds));
        PipelineReport result = new PipelineBenchmark(options, Installation.current(), this::say).run();
        PipelineText.lines(result).forEach(this::say);
        if (report != null) {
            result.writeTo(report);
        }
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
