package io.slackwater.debian.archive;

import io.slackwater.artifact.transfer.AddressText;
import io.slackwater.debian.release.DateCheck;
import io.slackwater.debian.release.KeySource;
import java.net.URI;
import java.util.List;

/**
 * One suite of an archive.
 *
 * @param uri the archive's root, under which {@code dists} and {@code pool} are
 * @param suite such as {@code bookworm-security}
 * @param components such as {@code main}
 * @param keys who may sign its release
 * @param dateCheck which dates of its release are held against the clock
 */
public record Repository(URI uri, String suite, List<String> components, KeySource keys, DateCheck dateCheck) {

    public Repository {
        if (!uri.isAbsolute()) {
            throw new IllegalArgumentException(
                    "archive address " + AddressText.of(uri) + " has no scheme, such as https:");
        }
        uri = uri.toString().endsWith("/") ? uri : URI.create(uri + "/");
        components = List.copyOf(components);
    }

    URI directory() {
        return uri.resolve("dists/" + suite + "/");
    }

    URI inRelease() {
        return directory().resolve("InRelease");
    }
}
