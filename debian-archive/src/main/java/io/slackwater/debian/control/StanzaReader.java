package io.slackwater.debian.control;

import io.slackwater.debian.ArchiveException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads stanzas one after the other, so that an index of any length needs the memory of one. */
public final class StanzaReader {

    private final BufferedReader lines;
    private final String name;
    private long lineNumber;

    /** Reads from {@code reader}, which the caller closes; {@code name} stands for it in messages. */
    public StanzaReader(Reader reader, String name) {
        this.lines = new BufferedReader(reader);
        this.name = name;
    }

    /** Reads all stanzas of a text. */
    public static List<Stanza> parse(String text, String name) throws ArchiveException {
        StanzaReader reader = new StanzaReader(new StringReader(text), name);
        List<Stanza> stanzas = new ArrayList<>();
        try {
            for (Optional<Stanza> next = reader.next(); next.isPresent(); next = reader.next()) {
                stanzas.add(next.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory was not read", e);
        }
        return List.copyOf(stanzas);
    }

    /** Returns the next stanza, or empty at the end. */
    public Optional<Stanza> next() throws IOException, ArchiveException {
        Map<String, String> fields = new LinkedHashMap<>();
        String current = null;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            lineNumber++;
            if (line.isBlank()) {
                if (!fields.isEmpty()) {
                    return Optional.of(new Stanza(fields));
                }
            } else if (line.charAt(0) != '#') {
                current = addLine(fields, current, line);
            }
        }
        return fields.isEmpty() ? Optional.empty() : Optional.of(new Stanza(fields));
    }

    private String addLine(Map<String, String> fields, @Nullable String current, String line) throws ArchiveException {
        if (Character.isWhitespace(line.charAt(0))) {
            if (current == null) {
                throw damaged("starts with a continuation line");
            }
            fields.merge(current, line.trim(), (value, more) -> value + "\n" + more);
            return current;
        }
        int colon = line.indexOf(':');
        if (colon <= 0) {
            throw damaged("is no \"field: value\"");
        }
        String field = line.substring(0, colon).trim();
        fields.put(field, line.substring(colon + 1).trim());
        return field;
    }

    private ArchiveException damaged(String what) {
        return new ArchiveException.Damaged(
                name + ", line " + lineNumber + ": " + what + "; fetch the file again, and report it if it stays so",
                null);
    }
}
