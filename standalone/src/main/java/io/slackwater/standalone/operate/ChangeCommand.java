package io.slackwater.standalone.operate;

import com.fasterxml.jackson.databind.JsonNode;
import io.slackwater.standalone.connect.InstallationOptions;
import io.slackwater.standalone.operate.ServiceClient.Request;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes changes, and withdraws them. */
@Command(
        name = "change",
        description = "Publishes a change to portions of an operating system, or withdraws it.",
        mixinStandardHelpOptions = true)
public final class ChangeCommand {

    /** An operating system, and the beginning of a digest. */
    private static final Pattern WHOLE = Pattern.compile(".+-[0-9a-f]{16}");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "publish",
            description =
                    "Uploads the artifacts of a change that are not there yet, and publishes it; once, however often it"
                            + " is told.",
            mixinStandardHelpOptions = true)
    int publish(
            @Parameters(
                            paramLabel = "FILE",
                            description =
                                    "The change as JSON, as POST /changes takes it; instead of its sha256, a portion may"
                                            + " name a \"file\", relative to this one.")
                    Path file,
            @Mixin IngestOption ingest,
            @Mixin InstallationOptions installation)
            throws InterruptedException {
        ChangeFile change = ChangeFile.read(file);
        ServiceClient client = ingest.client(installation);
        for (Map.Entry<String, Path> artifact : change.artifacts().entrySet()) {
            upload(client, "/artifacts/" + artifact.getKey(), artifact.getValue());
        }
        JsonNode answer = client.post("/changes", change.submission());
        String id = answer.path("changeId").asText();
        JsonNode since = answer.path("availableSince");
        String told = since.isTextual()
                ? "Change " + id + " was already available since " + since.asText() + ". Nothing changed."
                : "The log has change " + id + ".";
        out().println(told + " 'plan --change " + id + "' tells who would get it when, 'rollout show " + id
                + "' how far it is.");
        return 0;
    }

    private void upload(ServiceClient client, String path, Path artifact) throws InterruptedException {
        if (client.find(new Request("HEAD", path, Map.of(), Optional.empty())).isEmpty()) {
            out().println("Uploading " + artifact + " ...");
            out().flush();
            client.upload(path, artifact);
        }
    }

    @Command(
            name = "withdraw",
            description =
                    "Recalls a change: nothing more starts, its content is never taken again, and where the policy says"
                            + " so updated VMs go back.",
            mixinStandardHelpOptions = true)
    int withdraw(
            @Parameters(paramLabel = "CHANGE", description = RolloutLookup.DESCRIPTION) String written,
            @Mixin Decider decider,
            @Mixin IngestOption ingest,
            @Mixin ExecutorOptions executor)
            throws InterruptedException {
        String order = decider.order().toString();
        String id = meant(written, executor);
        String path = "/changes/" + ServiceClient.segment(id) + "/withdraw";
        JsonNode answer = ingest.client(executor).send(new Request("POST", path, Map.of(), Optional.of(order)));
        JsonNode withdrawn = answer.path("withdrawn");
        String told = withdrawn.isObject()
                ? Decision.since("Change " + id + " was already withdrawn", withdrawn) + ". Nothing changed."
                : "The log has it.";
        out().println(told + " 'rollout show " + id + "' tells what follows.");
        return 0;
    }

    /** A recall is not to wait for update-executor: a whole id is taken as it is. */
    private static String meant(String written, ExecutorOptions executor) throws InterruptedException {
        return WHOLE.matcher(written).matches()
                ? written
                : new RolloutLookup(executor.client())
                        .find(written)
                        .path("changeId")
                        .asText();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
