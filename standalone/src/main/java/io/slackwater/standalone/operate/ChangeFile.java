package io.slackwater.standalone.operate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slackwater.standalone.connect.CommandFailedException;
import io.slackwater.standalone.text.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A change in a file: what {@code POST /changes} takes, in which a portion may name a file of this machine instead of the digest of an
 * artifact.
 *
 * @param submission the change with digests alone, as JSON
 * @param artifacts by SHA-256 in hexadecimal: the files that it names
 */
record ChangeFile(String submission, Map<String, Path> artifacts) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILE = "file";
    private static final String DIGEST = "sha256";

    /**
     * Reads a change, and all of each file that it names.
     *
     * @param file the change; the files that it names are relative to it
     * @throws CommandFailedException if one cannot be read, or is not of the format that is said, or it says twice where an artifact is
     */
    static ChangeFile read(Path file) {
        JsonNode change = parsed(file);
        Map<String, Path> artifacts = new LinkedHashMap<>();
        int number = 0;
        for (JsonNode portion : change.path("portions")) {
            String field = "portions[" + number++ + "]";
            if (portion instanceof ObjectNode one && one.has(FILE)) {
                Path artifact = artifact(file, one, field);
                requireFormat(artifact, one, field);
                String digest = sha256(artifact);
                one.put(DIGEST, digest);
                artifacts.put(digest, artifact);
            }
        }
        return new ChangeFile(change.toString(), artifacts);
    }

    private static JsonNode parsed(Path file) {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (JsonProcessingException noJson) {
            throw new CommandFailedException(file + " is no JSON: " + noJson.getOriginalMessage());
        } catch (IOException unreadable) {
            throw unreadable(file, unreadable);
        }
    }

    private static Path artifact(Path file, ObjectNode portion, String field) {
        for (String other : new String[] {DIGEST, "artifactUrl"}) {
            if (portion.has(other)) {
                throw new CommandFailedException(
                        field + " of " + file + " names a " + FILE + " and a " + other + ": leave one out");
            }
        }
        JsonNode named = portion.remove(FILE);
        if (!named.isTextual() || named.asText().isBlank()) {
            throw new CommandFailedException(field + "." + FILE + " of " + file + " is no path: write one in quotes");
        }
        return file.toAbsolutePath().resolveSibling(named.asText());
    }

    /** A format that is not known is left to the service, which says what there is. */
    private static void requireFormat(Path artifact, ObjectNode portion, String field) {
        String format = portion.path("format").asText().toUpperCase(Locale.ROOT);
        try {
            FileKind kind = FileKind.of(artifact);
            if (!kind.mayBe(format)) {
                throw new CommandFailedException("%s (%s) says the format %s, and %s looks like %s: correct one of them"
                        .formatted(field, portion.path("portion").asText(), format, artifact, kind.description()));
            }
        } catch (IOException unreadable) {
            throw unreadable(artifact, unreadable);
        }
    }

    private static String sha256(Path artifact) {
        try (InputStream content = Files.newInputStream(artifact);
                DigestInputStream digested = new DigestInputStream(content, MessageDigest.getInstance("SHA-256"))) {
            digested.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digested.getMessageDigest().digest());
        } catch (IOException unreadable) {
            throw unreadable(artifact, unreadable);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    private static CommandFailedException unreadable(Path file, IOException why) {
        return new CommandFailedException(file + " cannot be read: " + Unreadable.why(why));
    }
}
