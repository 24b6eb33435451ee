package io.slackwater.runtime.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with a request (RFC 9457).
 *
 * @param field the member of the request at fault; null where it is not one
 * @param remedy what the caller can do
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(String title, int status, String detail, @Nullable String field, String remedy) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /** Makes the answer that says it. */
    public static Response response(Response.Status status, @Nullable String field, String detail, String remedy) {
        Problem problem = new Problem(status.getReasonPhrase(), status.getStatusCode(), detail, field, remedy);
        return Response.status(status).type(MEDIA_TYPE).entity(problem).build();
    }
}
