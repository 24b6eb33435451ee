package io.slackwater.mapping.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.policy.PolicyVersion;
import io.slackwater.domain.text.TextLimit;
import java.util.regex.Pattern;

/** Reads policies. What a document leaves out is as in the built-in policy. */
public final class PolicyReader {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,62}");

    private static final Pattern SOURCE = Pattern.compile("\\[Source: [^;]*; (line: \\d+, column: \\d+)]");

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build()
            .reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Policy builtIn;

    /** @param builtIn the policy that applies where no other does */
    public PolicyReader(Policy builtIn) {
        this.builtIn = builtIn;
    }

    /** Reads a document as one version of a policy, whole: every problem is found, not just the first. */
    public ParseResult read(PolicyVersion id, String document) {
        return read(id, document, true);
    }

    /**
     * Reads what was accepted once. Whether it fits together depends on settings, which may be others by now, and is not asked again: the
     * same log is to give the same policies.
     */
    public ParseResult readAccepted(PolicyVersion id, String document) {
        return read(id, document, false);
    }

    private ParseResult read(PolicyVersion id, String document, boolean isNew) {
        ProblemList problems = new ProblemList();
        if (!NAME.matcher(id.name()).matches() || id.name().equals(PolicyVersion.BUILT_IN_NAME)) {
            problems.add(
                    "name",
                    "\"" + id.name() + "\" is no name for a policy",
                    "use lower-case letters, digits, dots and hyphens, at most 63, but not "
                            + PolicyVersion.BUILT_IN_NAME);
        }
        try {
            JsonNode node = JSON.readTree(document);
            if (!node.isObject()) {
                problems.add("", "is no JSON object", "send a JSON object");
            } else {
                return read(id, node, problems, isNew);
            }
        } catch (JsonProcessingException e) {
            problems.add("", "is no JSON: " + told(e), "send a JSON object");
        }
        return new ParseResult.Invalid(problems.toList());
    }

    /** Returns what is wrong and where, without what Jackson says of where the document came from. */
    private static String told(JsonProcessingException malformed) {
        String message = SOURCE.matcher(malformed.getOriginalMessage()).replaceAll("$1");
        return malformed.getLocation() == null
                ? message
                : message + " (line " + malformed.getLocation().getLineNr() + ", column "
                        + malformed.getLocation().getColumnNr() + ")";
    }

    private ParseResult read(PolicyVersion id, JsonNode node, ProblemList problems, boolean isNew) {
        Fields document = new Fields(
                "",
                node,
                problems,
                "selector",
                "modifiable",
                "windows",
                "deadline",
                "restart",
                "verification",
                "rollout");
        Policy policy = new Policy(
                id,
                new SelectorReader(document).read(),
                new ScheduleRulesReader(document, builtIn.schedule().modifiable()).read(),
                new ExecutionRulesReader(document, builtIn.execution()).read(),
                new RolloutReader(document, builtIn.rollout()).read());
        if (isNew) {
            PolicyTexts.problem(node).ifPresent(found -> problems.add("", found, TextLimit.NAME.remedy()));
        }
        if (isNew && problems.isEmpty()) {
            new ConsistencyCheck(policy, problems).run();
        }
        return problems.isEmpty() ? new ParseResult.Valid(policy) : new ParseResult.Invalid(problems.toList());
    }
}
