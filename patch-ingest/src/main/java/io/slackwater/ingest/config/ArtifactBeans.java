package io.slackwater.ingest.config;

import io.slackwater.artifact.transfer.Proxies;
import io.slackwater.artifact.transfer.Transport;
import io.slackwater.debian.apt.AptConfiguration;
import io.slackwater.ingest.artifact.ArtifactFetcher;
import io.slackwater.ingest.artifact.ArtifactStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;

/** Makes the artifact store and what fills it. */
@ApplicationScoped
public class ArtifactBeans {

    @Produces
    @Singleton
    ArtifactStore store(IngestConfiguration configuration) throws IOException {
        return new ArtifactStore(
                configuration.dataDirectory(), configuration.maxArtifactSize().asLongValue());
    }

    @Produces
    @Singleton
    ArtifactFetcher fetcher(IngestConfiguration configuration, ArtifactStore store) {
        Proxies proxies = AptConfiguration.parse("").proxies(System.getenv());
        return new ArtifactFetcher(
                store,
                new Transport(proxies, configuration.patience()),
                configuration.fileDirectories().orElse(List.of()));
    }
}
