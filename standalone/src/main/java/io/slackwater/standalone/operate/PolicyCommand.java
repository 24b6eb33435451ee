package io.slackwater.standalone.operate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slackwater.domain.policy.PolicyVersion;
import io.slackwater.domain.text.NameSuggestions;
import io.slackwater.standalone.connect.CommandFailedException;
import io.slackwater.standalone.operate.ServiceClient.Request;
import io.slackwater.standalone.text.Age;
import io.slackwater.standalone.text.Table;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sets, checks, shows and removes policies. */
@Command(
        name = "policy",
        description = "Sets, checks, shows and removes policies: which VMs may be updated when, and how fast.",
        subcommands = PolicyCheckCommand.class,
        mixinStandardHelpOptions = true)
public final class PolicyCommand {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(name = "set", description = "Sets a policy, unless it is so already.", mixinStandardHelpOptions = true)
    int set(
            @Parameters(paramLabel = "NAME", description = "The policy's name.") String name,
            @Parameters(paramLabel = "FILE", description = "The policy as JSON.") Path file,
            @Mixin PolicyAuthor author,
            @Mixin ExecutorOptions executor)
            throws InterruptedException {
        JsonNode answer = executor.client()
                .send(new Request("PUT", path(name), author.query(), Optional.of(PolicyFile.read(file))));
        int version = answer.path("version").asInt();
        out().println(
                        switch (answer.path("result").asText()) {
                            case "UNCHANGED" ->
                                "Policy " + name + " is so already, in version " + version + "; nothing changed.";
                            case "PUBLISHED" -> published(name, version);
                            default -> "Policy " + name + " is in force, in version " + version + ".";
                        });
        ProofFormatter.stayUp(answer.path("stayUp"), "with its labels").ifPresent(out()::println);
        return 0;
    }

    @Command(name = "list", description = "Lists the policies.", mixinStandardHelpOptions = true)
    int list(@Mixin ExecutorOptions executor) throws InterruptedException {
        JsonNode policies = executor.client().send(Request.get("/policies", Map.of()));
        if (policies.isEmpty()) {
            out().println("There is no policy: the settings of update-executor apply to every VM.");
            return 0;
        }
        Age age = new Age(Instant.now());
        Table table = new Table("POLICY", "VERSION", "SET BY", "AT", "SELECTOR", "BECAUSE");
        for (JsonNode policy : policies) {
            JsonNode selector = policy.path("document").path("selector");
            table.row(
                    policy.path("policy").asText(),
                    policy.path("version").asText(),
                    policy.path("actor").asText(),
                    age.of(policy.path("setAt")),
                    selector.isEmpty() ? "every VM" : selector,
                    policy.path("reason").asText(""));
        }
        table.lines().forEach(out()::println);
        return 0;
    }

    @Command(name = "show", description = "Prints a policy as JSON.", mixinStandardHelpOptions = true)
    int show(
            @Parameters(paramLabel = "NAME", description = "The policy's name.") String name,
            @Mixin ExecutorOptions executor)
            throws InterruptedException, JsonProcessingException {
        ServiceClient client = executor.client();
        JsonNode policy = known(client, name, client.find(Request.get(path(name), Map.of())));
        out().println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(policy.path("document")));
        return 0;
    }

    @Command(name = "remove", description = "Removes a policy.", mixinStandardHelpOptions = true)
    int remove(
            @Parameters(paramLabel = "NAME", description = "The policy's name.") String name,
            @Mixin PolicyAuthor author,
            @Mixin ExecutorOptions executor)
            throws InterruptedException {
        ServiceClient client = executor.client();
        Request request = new Request("DELETE", path(name), author.query(), Optional.empty());
        JsonNode answer = known(client, name, client.find(request));
        out().println(
                        answer.path("result").asText().equals("PUBLISHED")
                                ? published(name, answer.path("version").asInt())
                                : "Policy " + name + " is removed.");
        return 0;
    }

    private static JsonNode known(ServiceClient client, String name, Optional<JsonNode> found)
            throws InterruptedException {
        if (found.isPresent()) {
            return found.get();
        }
        if (name.equals(PolicyVersion.BUILT_IN_NAME)) {
            throw new CommandFailedException(
                    "The built-in policy is made of the settings of update-executor. Change these, or"
                            + " set a policy of another name");
        }
        List<String> names = new ArrayList<>();
        client.send(Request.get("/policies", Map.of()))
                .forEach(policy -> names.add(policy.path("policy").asText()));
        throw new CommandFailedException("There is no policy " + name + "." + NameSuggestions.sentence(name, names)
                + " 'slackwater policy list' lists them");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static String published(String name, int version) {
        return "The log has version " + version + " of policy " + name
                + ", but update-executor has not taken it up yet; see 'policy list' in a while.";
    }

    static String path(String name) {
        return "/policies/" + ServiceClient.segment(name);
    }
}
