package io.slackwater.ingest.config;

import java.net.URI;

/** The address that the addresses of artifacts are made of. */
public final class ArtifactBase {

    private ArtifactBase() {}

    /**
     * Returns the configured address, which stands in every change that is published.
     *
     * @throws IllegalArgumentException if it names a user or a password
     */
    public static URI of(IngestConfiguration configuration) {
        URI base = configuration.artifactBaseUrl();
        if (base.getRawAuthority() != null && base.getRawAuthority().contains("@")) {
            throw new IllegalArgumentException(
                    "slackwater.ingest.artifact-base-url names a user or a password, and stands in every change event;"
                            + " leave them out");
        }
        return base;
    }
}
