package io.slackwater.benchmarks;

import io.slackwater.benchmarks.peers.PostgresPeer;
import io.slackwater.benchmarks.peers.PostgresResult;
import io.slackwater.benchmarks.report.Measure;
import io.slackwater.benchmarks.report.Report;
import io.slackwater.benchmarks.report.Round;
import io.slackwater.standalone.text.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.LogManager;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures PostgreSQL and the matching of VMs with changes, one after the other. */
@Command(
        name = "peers",
        description = "Measures PostgreSQL, which opens updates by INSERT ... SELECT, and the matching, in one run.",
        mixinStandardHelpOptions = true)
final class PeersCommand implements Callable<Integer> {

    private static final int LEAST_ROUNDS = 2;

    @Option(names = "--vms", description = "How many VMs there are (default: ${DEFAULT-VALUE}).")
    private int vms = 100_000;

    @Option(
            names = "--rounds",
            description = "How many changes are opened, the first to warm up (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        if (vms < 1 || rounds < LEAST_ROUNDS) {
            throw new ParameterException(
                    spec.commandLine(), "There must be a VM at least, and two rounds: the first is to warm up");
        }
        LogManager.getLogManager().getLogger("").setLevel(Level.SEVERE);
        PostgresResult postgres = PostgresPeer.run(vms, rounds);
        Report report = new Benchmark(vms, rounds, line -> {}).run();
        double fanOut = secondsOf(report.measures().get(0));
        double intake = secondsOf(report.measures().get(1));
        PrintWriter out = spec.commandLine().getOut();
        new Table(
                        text("%,d VMs", vms),
                        "PostgreSQL " + postgres.version() + ", no fsync",
                        "Slackwater, exactly once",
                        "ratio")
                .row(
                        "a row for each VM",
                        text("%.2f s", postgres.loadSeconds()),
                        text("%.2f s", intake),
                        text("%.2f", intake / postgres.loadSeconds()))
                .row(
                        "an update for each VM",
                        text("%.2f s", postgres.changeMedian()),
                        text("%.2f s", fanOut),
                        text("%.2f", fanOut / postgres.changeMedian()))
                .lines()
                .forEach(out::println);
        out.flush();
        return 0;
    }

    /** Returns the mean of the warm rounds, in seconds. */
    private static double secondsOf(Measure measure) {
        return measure.rounds().stream()
                .filter(round -> !round.warmUp())
                .map(Round::slackwater)
                .mapToDouble(cost -> cost.seconds())
                .average()
                .orElseThrow();
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
