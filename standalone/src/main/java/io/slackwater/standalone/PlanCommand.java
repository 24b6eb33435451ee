package io.slackwater.standalone;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.slackwater.domain.match.Supersession;
import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.policy.PolicyVersion;
import io.slackwater.domain.text.NameSuggestions;
import io.slackwater.domain.version.DebianVersion;
import io.slackwater.mapping.policy.ParseResult;
import io.slackwater.mapping.policy.PolicyReader;
import io.slackwater.planning.fleet.Fleet;
import io.slackwater.planning.plan.Plan;
import io.slackwater.planning.plan.Planner;
import io.slackwater.planning.report.PlanJson;
import io.slackwater.planning.report.PlanText;
import io.slackwater.planning.settings.Settings;
import io.slackwater.standalone.config.StandaloneConfiguration;
import io.slackwater.standalone.connect.BrokerOption;
import io.slackwater.standalone.connect.FleetLog;
import io.slackwater.standalone.connect.IdPrefix;
import io.slackwater.standalone.connect.InstallationOptions;
import io.slackwater.standalone.operate.PolicyFile;
import io.slackwater.standalone.text.OutputFile;
import io.slackwater.standalone.vms.LogVmNames;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Plans a change. */
@Command(
        name = "plan",
        description = "Says what a published change would do, and when it would likely be done, from the log alone."
                + " Changes nothing and asks no host.",
        mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {

    @Option(
            names = "--change",
            required = true,
            paramLabel = "ID",
            description = "The change: its id, or the beginning of it.")
    private String change = "";

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description =
                    "A policy document to plan with: instead of the policy of the file's name without .json, or as one"
                            + " more.")
    private Optional<Path> policy = Optional.empty();

    @Mixin
    private InstallationOptions installation = new InstallationOptions();

    @Mixin
    private BrokerOption broker = new BrokerOption();

    @Option(names = "--json", paramLabel = "FILE", description = "Where to write all of it as JSON.")
    private Optional<Path> json = Optional.empty();

    @Option(
            names = "--client",
            paramLabel = "KEY=VALUE",
            description = "A Kafka client property, such as security.protocol=SSL; may be repeated.")
    private Map<String, String> client = new HashMap<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        json.flatMap(OutputFile::problem).ifPresent(problem -> {
            throw new ParameterException(spec.commandLine(), "--json " + problem);
        });
        LauncherLog.errorsOnly();
        return plan(change);
    }

    private int plan(String id) throws IOException {
        Settings settings = settings(installation
                .configuration()
                .map(StandaloneConfiguration::properties)
                .orElse(Map.of()));
        PolicyReader reader = new PolicyReader(settings.builtIn());
        Optional<Policy> tried = policy.isPresent() ? Optional.of(policy(reader, policy.get())) : Optional.empty();
        Fleet fleet = new Fleet(id, reader, new Supersession(DebianVersion.TEXT_ORDER));
        long records = FleetLog.read(client(), fleet);
        tried.ifPresent(fleet::suppose);
        Optional<Plan> plan = Planner.plan(fleet, settings, Instant.now());
        if (plan.isEmpty()) {
            Optional<String> meant = IdPrefix.of(id, fleet.changes());
            return meant.isPresent() ? plan(meant.get()) : unknown(id, fleet, records);
        }
        say(
                plan.get(),
                ZoneId.systemDefault(),
                new LogVmNames(() -> fleet, spec.commandLine().getErr())::inText);
        return 0;
    }

    private int unknown(String id, Fleet fleet, long records) {
        spec.commandLine()
                .getOut()
                .println("The log has no change " + id + "; " + records + " records were read."
                        + NameSuggestions.sentence(id, fleet.changes())
                        + " 'slackwater rollouts' lists the changes");
        return 1;
    }

    private Settings settings(Map<String, String> properties) {
        try {
            return Settings.of(properties);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(
                    spec.commandLine(), "A setting of the configuration cannot be used: " + wrong.getMessage(), wrong);
        }
    }

    private void say(Plan plan, ZoneId zone, UnaryOperator<String> named) throws IOException {
        PlanText.of(plan, zone, named).forEach(spec.commandLine().getOut()::println);
        spec.commandLine().getOut().flush();
        if (json.isPresent()) {
            new ObjectMapper()
                    .writerWithDefaultPrettyPrinter()
                    .writeValue(json.get().toFile(), PlanJson.of(plan));
        }
    }

    private Policy policy(PolicyReader reader, Path file) {
        ParseResult parseResult = reader.read(new PolicyVersion(PolicyFile.nameOf(file), 1), PolicyFile.read(file));
        if (parseResult instanceof ParseResult.Valid valid) {
            return valid.policy();
        }
        StringBuilder message = new StringBuilder(file + " is no policy:");
        ((ParseResult.Invalid) parseResult).problems().forEach(problem -> message.append("\n  ")
                .append(problem.describe()));
        throw new ParameterException(spec.commandLine(), message.toString());
    }

    private Map<String, Object> client() {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put("bootstrap.servers", broker.servers(installation));
        return properties;
    }
}
