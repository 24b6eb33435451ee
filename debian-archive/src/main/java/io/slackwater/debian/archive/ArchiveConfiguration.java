package io.slackwater.debian.archive;

import io.slackwater.artifact.transfer.Proxies;
import io.slackwater.debian.expand.ExpansionLimits;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * What is read, and how.
 *
 * @param repositories the suites, in the order of preference among equal versions
 * @param architecture as Debian names it, such as {@code amd64}
 * @param cache the directory that keeps the indexes between two looks
 * @param proxies the way to the archive
 * @param patience how long to wait for a connection, for an answer, and for each next byte
 * @param limits the bounds on what is expanded
 * @param clock tells whether a release is still valid
 */
public record ArchiveConfiguration(
        List<Repository> repositories,
        String architecture,
        Path cache,
        Proxies proxies,
        Duration patience,
        ExpansionLimits limits,
        Clock clock) {

    public ArchiveConfiguration {
        if (repositories.isEmpty()) {
            throw new IllegalArgumentException(
                    "no repository is configured; name an archive with its suite and component");
        }
        repositories = List.copyOf(repositories);
    }

    /** Returns a configuration for amd64 without proxies, with 30 s of patience. */
    public static ArchiveConfiguration of(List<Repository> repositories, Path cache) {
        return new ArchiveConfiguration(
                repositories,
                "amd64",
                cache,
                Proxies.none(),
                Duration.ofSeconds(30),
                ExpansionLimits.standard(),
                Clock.systemUTC());
    }

    public ArchiveConfiguration withArchitecture(String other) {
        return new ArchiveConfiguration(repositories, other, cache, proxies, patience, limits, clock);
    }

    public ArchiveConfiguration withProxies(Proxies other) {
        return new ArchiveConfiguration(repositories, architecture, cache, other, patience, limits, clock);
    }

    public ArchiveConfiguration withPatience(Duration other) {
        return new ArchiveConfiguration(repositories, architecture, cache, proxies, other, limits, clock);
    }

    public ArchiveConfiguration withLimits(ExpansionLimits other) {
        return new ArchiveConfiguration(repositories, architecture, cache, proxies, patience, other, clock);
    }

    public ArchiveConfiguration withClock(Clock other) {
        return new ArchiveConfiguration(repositories, architecture, cache, proxies, patience, limits, other);
    }
}
