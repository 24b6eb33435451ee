package io.slackwater.debian.index;

import io.slackwater.debian.control.Stanza;
import io.slackwater.debian.fetch.FileDigest;
import io.slackwater.debian.version.DebianVersion;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

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
        String path = uri.getPath();
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

    private static URI locate(URI repository, String fileName) {
        if (fileName.startsWith("/") || fileName.contains("://") || ("/" + fileName + "/").contains("/../")) {
            throw new IllegalArgumentException("Filename \"" + fileName + "\" leaves the archive");
        }
        return repository.resolve(fileName.replace("%", "%25").replace(" ", "%20"));
    }

    private static String required(Stanza stanza, String field) {
        Optional<String> value = stanza.field(field);
        return value.filter(text -> !text.isEmpty())
                .orElseThrow(() -> new IllegalArgumentException("field " + field + " is missing"));
    }
}
