package io.slackwater.debian.control;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A paragraph of fields; names are compared without regard to case, and a value's lines are joined by line feeds. */
public final class Stanza {

    private final Map<String, String> fields;

    Stanza(Map<String, String> fields) {
        TreeMap<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(fields);
        this.fields = Collections.unmodifiableMap(byName);
    }

    /** Returns the field's value without surrounding white space, or empty where the stanza has no such field. */
    public Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** Returns the words of a field, or none where the stanza has no such field. */
    public List<String> words(String name) {
        return field(name)
                .filter(value -> !value.isBlank())
                .map(value -> List.of(value.trim().split("\\s+")))
                .orElse(List.of());
    }
}
