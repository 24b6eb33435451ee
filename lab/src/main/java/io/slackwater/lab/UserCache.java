package io.slackwater.lab;

import java.nio.file.Path;

/** Where this user's caches are, by the XDG base directory specification. */
public final class UserCache {

    private UserCache() {}

    /** The directory for what Slackwater can fetch or find out again; it may not exist yet. */
    public static Path directory() {
        String named = System.getenv("XDG_CACHE_HOME");
        Path caches =
                named == null || named.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(named);
        return caches.resolve("slackwater");
    }
}
