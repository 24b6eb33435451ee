package io.slackwater.debian.archive;

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
 * @param checkValidUntil whether a release that says that its time is over is refused
 */
public record Repository(URI uri, String suite, List<String> components, KeySource keys, boolean checkValidUntil) {

    public Repository {
        if (!uri.isAbsolute()) {
            throw new IllegalArgumentException("archive address " + uri + " has no scheme, such as https:");
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
