package io.slackwater.standalone;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slackwater.simulation.Outcome;
import io.slackwater.simulation.Simulation;
import io.slackwater.simulation.Simulations;
import io.slackwater.standalone.text.OutputFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs simulations. */
@Command(
        name = "simulate",
        description =
                "Drives all services' decisions together through invented fleets and misfortunes, and checks what must"
                        + " always hold. Exits with 1 where something did not, and says by which seed to see it again.",
        mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {

    private static final int TRACED = 150;
    private static final int TOLD_IN_FULL = 3;
    private static final double MILLIS_PER_SECOND = 1000.0;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "How many runs; 1000 by default, or 1 where a seed is given.")
    private Optional<Integer> seeds = Optional.empty();

    @Option(names = "--seed", paramLabel = "S", description = "The first seed (default: 1).")
    private Optional<Long> seed = Optional.empty();

    @Option(names = "--report", paramLabel = "FILE", description = "Where to write what came of it, as JSON.")
    private Optional<Path> report = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        int count = seeds.orElse(seed.isPresent() ? 1 : 1_000);
        if (count < 1) {
            throw new ParameterException(spec.commandLine(), "--seeds must be at least 1: " + count);
        }
        report.flatMap(OutputFile::problem).ifPresent(problem -> {
            throw new ParameterException(spec.commandLine(), "--report " + problem);
        });
        LauncherLog.silent();
        PrintWriter out = spec.commandLine().getOut();
        Simulations.Summary summary = Simulations.run(seed.orElse(1L), count, outcome -> {});
        summary.violations().stream().limit(TOLD_IN_FULL).forEach(outcome -> tell(outcome, out));
        out.println(words(summary));
        out.flush();
        if (report.isPresent()) {
            new ObjectMapper()
                    .writerWithDefaultPrettyPrinter()
                    .writeValue(report.get().toFile(), json(summary));
        }
        return summary.violations().isEmpty() ? 0 : 1;
    }

    /** Runs it again to tell what happened. */
    private static void tell(Outcome failed, PrintWriter out) {
        Outcome again = Simulation.run(failed.seed(), TRACED);
        again.trace().lines().forEach(out::println);
        failed.violation()
                .ifPresent(violation -> out.printf(
                        "Seed %d: %s does not hold: %s%nSee it again: ./slackwater simulate --seed %d%n%n",
                        failed.seed(), violation.invariant(), violation.detail(), failed.seed()));
    }

    private static String words(Simulations.Summary summary) {
        int failed = summary.violations().size();
        return String.format(
                Locale.ROOT,
                "%d %s from %d in %.1f s, %.1f per second: %s",
                summary.seeds(),
                summary.seeds() == 1 ? "seed" : "seeds",
                summary.first(),
                summary.took().toMillis() / MILLIS_PER_SECOND,
                summary.seedsPerSecond(),
                failed == 0 ? "no violation" : failed + " with a violation");
    }

    private static ObjectNode json(Simulations.Summary summary) {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("firstSeed", summary.first());
        json.put("seeds", summary.seeds());
        json.put("seconds", summary.took().toMillis() / MILLIS_PER_SECOND);
        json.put("seedsPerSecond", summary.seedsPerSecond());
        ArrayNode violations = json.putArray("violations");
        for (Outcome outcome : summary.violations()) {
            ObjectNode one = violations.addObject().put("seed", outcome.seed());
            outcome.violation().ifPresent(violation -> one.put("invariant", violation.invariant())
                    .put("detail", violation.detail()));
        }
        return json;
    }
}
