package io.slackwater.mapping.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.slackwater.domain.policy.execution.ExecutionRules;
import io.slackwater.domain.policy.execution.GuestCommand;
import io.slackwater.domain.policy.execution.GuestReportRules;
import io.slackwater.domain.policy.execution.RestartRules;
import io.slackwater.domain.policy.execution.VerificationRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads how a VM is restarted and verified. */
final class ExecutionRulesReader {

    private final Fields document;
    private final ExecutionRules usual;

    ExecutionRulesReader(Fields document, ExecutionRules usual) {
        this.document = document;
        this.usual = usual;
    }

    ExecutionRules read() {
        return new ExecutionRules(restart(), verification());
    }

    private RestartRules restart() {
        Fields fields = document.object("restart", "agentWait", "acpiWait", "forceAllowed");
        RestartRules otherwise = usual.restart();
        return new RestartRules(
                fields.duration("agentWait").orElse(otherwise.agentWait()),
                fields.duration("acpiWait").orElse(otherwise.acpiWait()),
                fields.flag("forceAllowed").orElse(otherwise.forceAllowed()));
    }

    private VerificationRules verification() {
        Fields fields =
                document.object("verification", "staysUp", "agentWithin", "kernelRelease", "osRelease", "command");
        VerificationRules otherwise = usual.verification();
        GuestReportRules report = new GuestReportRules(
                fields.flag("kernelRelease").orElse(otherwise.report().kernelRelease()), osRelease(fields));
        return new VerificationRules(
                fields.duration("staysUp").orElse(otherwise.staysUp()),
                fields.duration("agentWithin").orElse(otherwise.agentWithin()),
                report,
                command(fields));
    }

    private static Map<String, String> osRelease(Fields fields) {
        Map<String, String> expected = new TreeMap<>();
        fields.map("osRelease").forEach((field, value) -> {
            if (value.isTextual()) {
                expected.put(field, value.textValue());
            } else {
                fields.problem("osRelease." + field, "is no text", "write the value as a string, such as \"12\"");
            }
        });
        return expected;
    }

    private static Optional<GuestCommand> command(Fields verification) {
        if (!verification.has("command")) {
            return Optional.empty();
        }
        Fields fields = verification.object("command", "run", "within");
        List<JsonNode> run = fields.list("run");
        boolean isCommand = !run.isEmpty()
                && run.stream().allMatch(JsonNode::isTextual)
                && run.get(0).textValue().startsWith("/");
        if (!isCommand) {
            fields.problem("run", "is no command", "write a list: the program's absolute path, then its arguments");
        }
        if (!fields.has("within")) {
            fields.problem("within", "is missing", "say how long the command may take, such as 30s");
        }
        Optional<Duration> within = fields.duration("within");
        return isCommand
                ? within.map(bound ->
                        new GuestCommand(run.stream().map(JsonNode::textValue).toList(), bound))
                : Optional.empty();
    }
}
