package io.slackwater.mapping.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The members of a JSON object. A member that is wrong is a problem under its path, and read as if it were not there. */
final class Fields {

    private static final Duration LONGEST = Duration.ofDays(3650);

    private final String path;
    private final JsonNode object;
    private final ProblemList problems;

    /** @param path the object's own path; empty for the document itself */
    Fields(String path, JsonNode object, ProblemList problems, String... known) {
        this.path = path;
        this.object = object;
        this.problems = problems;
        Set<String> allowed = Set.of(known);
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!allowed.contains(name)) {
                problem(name, "is not known", "leave it out, or write one of " + String.join(", ", known));
            }
        }
    }

    String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    void problem(String name, String detail, String remedy) {
        problems.add(at(name), detail, remedy);
    }

    /** Returns a member object; one without members where there is none. */
    Fields object(String name, String... known) {
        JsonNode node = node(name);
        if (!node.isMissingNode() && !node.isObject()) {
            problem(name, "is no object", "write a JSON object");
        }
        return new Fields(at(name), node.isObject() ? node : MissingNode.getInstance(), problems, known);
    }

    boolean has(String name) {
        return !node(name).isMissingNode();
    }

    /** Returns the objects of a list. */
    List<Fields> objects(String name, String... known) {
        List<Fields> objects = new ArrayList<>();
        int index = 0;
        for (JsonNode node : list(name)) {
            String member = name + "[" + index++ + "]";
            if (node.isObject()) {
                objects.add(new Fields(at(member), node, problems, known));
            } else {
                problem(member, "is no object", "write a JSON object");
            }
        }
        return objects;
    }

    /** Returns the nodes of a list; none where there is no list. */
    List<JsonNode> list(String name) {
        JsonNode node = node(name);
        if (!node.isMissingNode() && !node.isArray()) {
            problem(name, "is no list", "write a JSON array");
            return List.of();
        }
        List<JsonNode> nodes = new ArrayList<>();
        node.forEach(nodes::add);
        return nodes;
    }

    Optional<String> text(String name) {
        JsonNode node = node(name);
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        if (!node.isTextual() || node.textValue().isBlank()) {
            problem(name, "is no text", "write a string that is not empty");
            return Optional.empty();
        }
        return Optional.of(node.textValue());
    }

    Optional<Boolean> flag(String name) {
        JsonNode node = node(name);
        if (!node.isMissingNode() && !node.isBoolean()) {
            problem(name, "is neither true nor false", "write true or false");
        }
        return node.isBoolean() ? Optional.of(node.booleanValue()) : Optional.empty();
    }

    Optional<Integer> number(String name) {
        JsonNode node = node(name);
        boolean fits = node.isIntegralNumber() && node.canConvertToInt() && node.intValue() >= 1;
        if (!node.isMissingNode() && !fits) {
            problem(name, "is " + node + ", no whole number from 1", "write a number such as 4");
        }
        return fits ? Optional.of(node.intValue()) : Optional.empty();
    }

    Optional<Duration> duration(String name) {
        Optional<String> text = text(name);
        Optional<Duration> read = text.flatMap(Durations::parse)
                .filter(duration -> !duration.isNegative() && duration.compareTo(LONGEST) <= 0);
        if (text.isPresent() && read.isEmpty()) {
            problem(
                    name,
                    "\"" + text.get() + "\" is no duration from 0 to 3650 days",
                    "write it like 60s, 15m, 2h, 14d or PT1H30M");
        }
        return read;
    }

    /** Returns one of some constants, which are written in lower case with hyphens; capitals and underscores do as well. */
    <E extends Enum<E>> Optional<E> constant(String name, List<E> constants) {
        Optional<String> text = text(name);
        Optional<E> read = text.flatMap(written -> constants.stream()
                .filter(constant ->
                        constant.name().equals(written.toUpperCase(Locale.ROOT).replace('-', '_')))
                .findFirst());
        if (text.isPresent() && read.isEmpty()) {
            String[] names = constants.stream().map(Fields::written).toArray(String[]::new);
            problem(name, "\"" + text.get() + "\" is not known", "write one of " + String.join(", ", names));
        }
        return read;
    }

    /** Returns the names and nodes of a member object whose names are the author's. */
    Map<String, JsonNode> map(String name) {
        JsonNode node = node(name);
        if (!node.isMissingNode() && !node.isObject()) {
            problem(name, "is no object", "write a JSON object");
        }
        Map<String, JsonNode> members = new LinkedHashMap<>();
        node.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        return members;
    }

    /** Returns a member as it is; a missing node where there is none, or null. */
    JsonNode node(String name) {
        JsonNode node = object.path(name);
        return node.isNull() ? MissingNode.getInstance() : node;
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
