package io.slackwater.mapping.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.slackwater.domain.policy.PortionPattern;
import io.slackwater.domain.policy.Selector;
import io.slackwater.domain.portion.Severity;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads which VMs and changes a policy is for. */
final class SelectorReader {

    private final Fields fields;

    SelectorReader(Fields document) {
        fields = document.object("selector", "vmLabels", "hostLabels", "portion", "minimumSeverity");
    }

    Selector read() {
        return new Selector(
                labels("vmLabels"),
                labels("hostLabels"),
                fields.text("portion").map(PortionPattern::new),
                fields.constant("minimumSeverity", List.of(Severity.values())).orElse(Severity.UNKNOWN));
    }

    private Map<String, Set<String>> labels(String name) {
        Map<String, Set<String>> labels = new TreeMap<>();
        fields.map(name).forEach((label, node) -> {
            Set<String> values = values(node);
            if (values.isEmpty()) {
                fields.problem(
                        name + "." + label, "names no value", "write a string, or a list of strings, each not empty");
            } else {
                labels.put(label, values);
            }
        });
        return labels;
    }

    private static Set<String> values(JsonNode node) {
        Set<String> values = new HashSet<>();
        for (JsonNode value : node.isArray() ? node : List.of(node)) {
            if (!value.isTextual() || value.textValue().isEmpty()) {
                return Set.of();
            }
            values.add(value.textValue());
        }
        return values;
    }
}
