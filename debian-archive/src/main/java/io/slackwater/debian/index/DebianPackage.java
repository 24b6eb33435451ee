package io.slackwater.debian.index;

import io.slackwater.artifact.transfer.FileDigest;
import io.slackwater.debian.control.Stanza;
import io.slackwater.domain.version.DebianVersion;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A package that an index offers.
 *
 * @param architecture the machine's, or {@code all}
 * @param dependencies the fields {@code Pre-Depends} and {@code Depends} as they stand
 * @param provides the field {@code Provides} as it stands
 * @param uri where the {@code .deb} is
 */
public record DebianPackage(
        String name,
        DebianVersion version,
        String architecture,
        String dependencies,
        String provides,
        URI uri,
        FileDigest file) {

    /** Returns the last part of the {@code .deb}'s address. */
    public String fileName() {
        String path = uri.getRawPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Maps an index stanza; throws {@link IllegalArgumentException} naming what is missing or wrong in it. */
    static DebianPackage of(Stanza stanza, URI repository) {
        String depends = stanza.field("Depends").orElse("");
        String preDepends = stanza.field("Pre-Depends").orElse("");
        return new DebianPackage(
                required(stanza, "Package"),
                new DebianVersion(required(stanza, "Version")),
                required(stanza, "Architecture"),
                preDepends.isEmpty() ? depends : preDepends + ", " + depends,
                stanza.field("Provides").orElse(""),
                locate(repository, required(stanza, "Filename")),
                new FileDigest(
                        Long.parseLong(required(stanza, "Size")),
                        required(stanza, "SHA256").toLowerCase(Locale.ROOT)));
    }

    /** As apt does: whatever the name looks like, it is a path below the archive's root, never an address of its own. */
    private static URI locate(URI repository, String fileName) {
        List<String> segments = List.of(fileName.split("/", -1));
        if (fileName.startsWith("/")
                || segments.contains("..")
                || segments.get(segments.size() - 1).isEmpty()) {
            throw new IllegalArgumentException("Filename \"" + fileName + "\" leaves the archive");
        }
        return URI.create(
                repository + segments.stream().map(DebianPackage::encoded).collect(Collectors.joining("/")));
    }

    /** Percent-encodes what a path segment may not hold (RFC 3986, 3.3); a tilde and a plus stay, as versions have them. */
    private static String encoded(String segment) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : segment.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xff);
            boolean isPlain = character < 0x80
                    && (Character.isLetterOrDigit(character) || "-._~!$&'()*+,;=:@".indexOf(character) >= 0);
            encoded.append(isPlain ? String.valueOf(character) : String.format(Locale.ROOT, "%%%02X", (int) character));
        }
        return encoded.toString();
    }

    private static String required(Stanza stanza, String field) {
        Optional<String> value = stanza.field(field);
        return value.filter(text -> !text.isEmpty())
                .orElseThrow(() -> new IllegalArgumentException("field " + field + " is missing"));
    }
}
