package io.slackwater.ingest.debian;

import io.slackwater.artifact.transfer.AddressText;
import io.slackwater.debian.ArchiveException;
import io.slackwater.debian.apt.AptSettings;
import io.slackwater.debian.archive.ArchiveConfiguration;
import io.slackwater.debian.archive.DebianArchive;
import io.slackwater.debian.archive.Repository;
import io.slackwater.debian.release.DateCheck;
import io.slackwater.debian.release.KeySource;
import io.slackwater.domain.portion.PortionKind;
import io.slackwater.ingest.artifact.ArtifactStore;
import io.slackwater.ingest.config.ArtifactBase;
import io.slackwater.ingest.config.IngestConfiguration;
import io.slackwater.ingest.metrics.IngestMetrics;
import io.slackwater.ingest.source.ChangeSource;
import io.slackwater.ingest.source.ConfiguredSources;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the sources that {@code slackwater.ingest.debian} configures. */
@ApplicationScoped
public class ConfiguredDebianSources implements ConfiguredSources {

    private final IngestConfiguration configuration;
    private final Clock clock;
    private final PortionExtractor extractor;

    ConfiguredDebianSources(
            IngestConfiguration configuration, ArtifactStore store, IngestMetrics metrics, Clock clock) {
        this.configuration = configuration;
        this.clock = clock;
        URI artifactBase = ArtifactBase.of(configuration);
        this.extractor = new PortionExtractor(store, sha256 -> URI.create(artifactBase + "/" + sha256), metrics);
    }

    @Override
    public List<ChangeSource> sources() {
        List<ChangeSource> sources = new ArrayList<>();
        configuration.debian().forEach((name, settings) -> sources.add(source(name, settings)));
        return sources;
    }

    private ChangeSource source(String name, IngestConfiguration.DebianSource source) {
        String prefix = "slackwater.ingest.debian." + name;
        if (source.portions().isEmpty()) {
            throw new IllegalArgumentException(
                    prefix + ".portions is empty; name at least one portion, such as kernel");
        }
        if (!source.machineApt() && source.repositories().isEmpty()) {
            throw new IllegalArgumentException(
                    prefix + ".repositories is empty; name a repository, or set " + prefix + ".machine-apt=true");
        }
        DebianSource.Settings settings = new DebianSource.Settings(
                name,
                source.operatingSystem(),
                rules(prefix, source),
                source.pollInterval(),
                source.severity(),
                source.machineApt());
        return new DebianSource(settings, () -> open(name, source), extractor);
    }

    private static List<PortionRule> rules(String prefix, IngestConfiguration.DebianSource source) {
        List<PortionRule> rules = new ArrayList<>();
        for (Map.Entry<String, IngestConfiguration.Portion> entry :
                source.portions().entrySet()) {
            IngestConfiguration.Portion portion = entry.getValue();
            if (!portion.kind().hasArtifact()) {
                throw new IllegalArgumentException(prefix + ".portions." + entry.getKey() + ".kind is " + portion.kind()
                        + ": use one of "
                        + Stream.of(PortionKind.values())
                                .filter(PortionKind::hasArtifact)
                                .map(PortionKind::name)
                                .collect(Collectors.joining(", ")));
            }
            try {
                rules.add(new PortionRule(
                        source.operatingSystem() + "/" + entry.getKey(),
                        portion.kind(),
                        Pattern.compile(portion.packagePattern()),
                        new MemberPattern(portion.member()),
                        portion.versionFrom() == IngestConfiguration.VersionFrom.MEMBER));
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        prefix + ".portions." + entry.getKey() + ".package-pattern: " + e.getMessage(), e);
            }
        }
        return rules;
    }

    private DebianArchive open(String name, IngestConfiguration.DebianSource source)
            throws ArchiveException, IOException {
        Path cache = configuration.dataDirectory().resolve("indexes");
        ArchiveConfiguration archive = source.machineApt()
                ? AptSettings.ofThisMachine().mainArchive(cache)
                : ArchiveConfiguration.of(repositories(name, source), cache);
        return DebianArchive.open(archive.withArchitecture(source.architecture())
                .withPatience(configuration.patience())
                .withClock(clock));
    }

    private static List<Repository> repositories(String name, IngestConfiguration.DebianSource source) {
        List<Repository> repositories = new ArrayList<>();
        for (Map.Entry<String, IngestConfiguration.Repository> entry :
                source.repositories().entrySet()) {
            IngestConfiguration.Repository repository = entry.getValue();
            URI uri = AddressText.parse(
                    repository.uri(), "slackwater.ingest.debian." + name + ".repositories." + entry.getKey() + ".uri");
            for (String suite : repository.suites()) {
                repositories.add(new Repository(
                        uri,
                        suite,
                        repository.components(),
                        new KeySource.Files(repository.keyrings()),
                        DateCheck.of(true, repository.checkValidUntil())));
            }
        }
        return repositories;
    }
}
