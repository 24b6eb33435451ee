package io.slackwater.ingest.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of patch-ingest. */
@ConfigMapping(prefix = "slackwater.ingest")
public interface IngestConfiguration {

    /** Where artifacts and archive indexes are kept. */
    @WithDefault("data")
    Path dataDirectory();

    /** The address of {@code /artifacts} as the hypervisor side reaches it; artifact addresses are made of it. */
    @WithDefault("http://127.0.0.1:${quarkus.http.port:8080}/artifacts")
    URI artifactBaseUrl();

    /** The largest artifact that is taken, by upload or by address. */
    @WithDefault("64G")
    MemorySize maxArtifactSize();

    /** The directories below which POST /changes may name file addresses; none by default. */
    Optional<List<Path>> fileDirectories();

    /** How long a download may give nothing before it counts as broken. */
    @WithDefault("30s")
    Duration patience();

    /** The Debian archives that are looked at, by a name of the operator's choice. */
    Map<String, DebianSource> debian();

    /** One Debian archive as the source of one operating system's portions, which move together. */
    interface DebianSource {

        /** The operating system, the first part of its portions' names: {@code debian-12}. */
        String operatingSystem();

        /** Whether the repositories, keys and proxies of this machine's own apt are used instead of those named here. */
        @WithDefault("false")
        boolean machineApt();

        /** The repositories, by a name of the operator's choice; all of them must be readable. */
        Map<String, Repository> repositories();

        /** The architecture as Debian names it. */
        @WithDefault("amd64")
        String architecture();

        /** How often the archive is looked at. */
        @WithDefault("1h")
        Duration pollInterval();

        /** How urgent the changes of this source are. */
        @WithDefault("UNKNOWN")
        io.slackwater.domain.portion.Severity severity();

        /** The portions, by the last part of their name: {@code kernel}. */
        Map<String, Portion> portions();
    }

    /** A repository of an archive. */
    interface Repository {

        /** The root of the archive: an http, https or file address. */
        String uri();

        /** The suites, such as {@code bookworm}. */
        List<String> suites();

        /** The components. */
        @WithDefault("main")
        List<String> components();

        /** The keyring files that may sign its releases. */
        @WithDefault("/usr/share/keyrings/debian-archive-keyring.gpg")
        List<Path> keyrings();

        /** Whether a release is refused after its Valid-Until. */
        @WithDefault("true")
        boolean checkValidUntil();
    }

    /** A portion that is one file of a package. */
    interface Portion {

        /** Which part of the operating system it is. */
        @WithDefault("KERNEL")
        io.slackwater.domain.portion.PortionKind kind();

        /** The regular expression that the whole package name matches; of several, the highest version is taken. */
        String packagePattern();

        /** The file's name in the package, with one {@code *} in it. */
        @WithDefault("boot/vmlinuz-*")
        String member();

        /** Where the portion's version comes from. */
        @WithDefault("MEMBER")
        VersionFrom versionFrom();
    }

    /** Where a portion's version comes from. */
    enum VersionFrom {
        /** What the {@code *} of the member stands for; of a kernel that is its release, which volume names carry. */
        MEMBER,
        /** The version of the package. */
        PACKAGE
    }
}
