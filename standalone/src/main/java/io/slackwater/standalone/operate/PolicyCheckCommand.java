package io.slackwater.standalone.operate;

import com.fasterxml.jackson.databind.JsonNode;
import io.slackwater.domain.policy.PolicyProblem;
import io.slackwater.domain.policy.PolicyVersion;
import io.slackwater.mapping.policy.ParseResult;
import io.slackwater.mapping.policy.PolicyReader;
import io.slackwater.planning.settings.Settings;
import io.slackwater.standalone.connect.CommandFailedException;
import io.slackwater.standalone.operate.ServiceClient.Request;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a policy. */
@Command(
        name = "check",
        description = "Checks a policy and sets nothing. Exits with 1 where the file is no policy, and names every"
                + " problem. Asks no service, unless one is named with --executor: that one then says which version it"
                + " would be.",
        mixinStandardHelpOptions = true)
final class PolicyCheckCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The policy as JSON.")
    private Path file = Path.of("");

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The name that it is to have (default: the name of FILE, without .json).")
    private Optional<String> name = Optional.empty();

    @Mixin
    private ExecutorOptions executor = new ExecutorOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        String document = PolicyFile.read(file);
        String policy = name.orElseGet(() -> PolicyFile.nameOf(file));
        requirePolicy(policy, document);
        PrintWriter out = spec.commandLine().getOut();
        if (!executor.isNamed()) {
            out.println(file + " is a policy.");
            return 0;
        }
        JsonNode answer = compared(policy, document);
        out.println(file + " is a policy; " + told(policy, answer) + ".");
        ProofFormatter.stayUp(answer.path("stayUp"), "with its labels").ifPresent(out::println);
        return 0;
    }

    private void requirePolicy(String policy, String document) {
        PolicyReader reader = new PolicyReader(Settings.of(Map.of()).builtIn());
        if (reader.read(new PolicyVersion(policy, 1), document) instanceof ParseResult.Invalid invalid) {
            throw new CommandFailedException(file + " is no policy:\n"
                    + invalid.problems().stream()
                            .map(PolicyProblem::describe)
                            .map(problem -> "  " + problem)
                            .collect(Collectors.joining("\n")));
        }
    }

    private JsonNode compared(String policy, String document) throws InterruptedException {
        Request request =
                new Request("PUT", PolicyCommand.path(policy), Map.of("dryRun", "true"), Optional.of(document));
        return executor.client().send(request);
    }

    private static String told(String policy, JsonNode answer) {
        return answer.path("result").asText().equals("UNCHANGED")
                ? "it is what is in force as " + policy
                : "'policy set' would make it version " + answer.path("version").asInt() + " of " + policy;
    }
}
