package io.slackwater.ingest.rest;

import io.slackwater.artifact.ArtifactException;
import io.slackwater.ingest.artifact.Artifact;
import io.slackwater.ingest.artifact.ArtifactStore;
import io.slackwater.ingest.metrics.IngestMetrics;
import io.slackwater.runtime.rest.Problem;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/** Artifacts by their digest. */
@Path("/artifacts/{sha256}")
@Blocking
public class ArtifactResource {

    private static final String DIGEST_REMEDY =
            "name the artifact by the 64 lower-case hexadecimal digits that sha256sum prints";

    private final ArtifactStore store;
    private final IngestMetrics metrics;

    ArtifactResource(ArtifactStore store, IngestMetrics metrics) {
        this.store = store;
        this.metrics = metrics;
    }

    /** Takes an artifact: 201 when it is new, 200 when it is there already. */
    @PUT
    @Consumes(MediaType.WILDCARD)
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    public Response put(@PathParam("sha256") String sha256, InputStream content) throws IOException {
        if (!ArtifactStore.isSha256(sha256)) {
            return Problem.response(
                    Response.Status.BAD_REQUEST, "sha256", "\"" + sha256 + "\" is no SHA-256", DIGEST_REMEDY);
        }
        Optional<Artifact> present = store.describe(sha256);
        if (present.isPresent()) {
            // Read to its end: a client that is answered in the middle of its upload sees a broken connection.
            content.transferTo(OutputStream.nullOutputStream());
            return Response.ok(present.get()).type(MediaType.APPLICATION_JSON).build();
        }
        try {
            Artifact stored = store.put(content, Optional.of(sha256));
            metrics.stored("upload", stored.size());
            return Response.status(Response.Status.CREATED)
                    .type(MediaType.APPLICATION_JSON)
                    .entity(stored)
                    .build();
        } catch (ArtifactException e) {
            metrics.verificationFailed("upload", e.reason().code());
            Response.Status status = e.reason() == ArtifactException.Cause.TOO_LARGE
                    ? Response.Status.REQUEST_ENTITY_TOO_LARGE
                    : Response.Status.BAD_REQUEST;
            return Problem.response(status, "sha256", String.valueOf(e.getMessage()), DIGEST_REMEDY);
        }
    }

    /** Returns an artifact's content. */
    @GET
    @Produces({MediaType.APPLICATION_OCTET_STREAM, Problem.MEDIA_TYPE})
    public Response get(@PathParam("sha256") String sha256) {
        Optional<java.nio.file.Path> file = store.find(sha256);
        if (file.isEmpty()) {
            return Problem.response(
                    Response.Status.NOT_FOUND,
                    "sha256",
                    "No artifact has the SHA-256 \"" + sha256 + "\"",
                    "PUT it here, or publish a change that names its artifactUrl");
        }
        return Response.ok(file.get())
                .type(MediaType.APPLICATION_OCTET_STREAM)
                .header("ETag", '"' + sha256 + '"')
                .build();
    }
}
