package io.slackwater.inventory.hosts.rest;

import io.slackwater.inventory.hosts.InvalidDeclarationException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * An answer of type {@code application/problem+json} (RFC 9457).
 *
 * @param field the field that is not as it should be
 * @param remedy what to do about it
 */
public record Problem(String title, int status, String detail, String field, String remedy) {

    static final String MEDIA_TYPE = "application/problem+json";

    static Response response(Response.Status status, String field, String detail, String remedy) {
        return Response.status(status)
                .type(MEDIA_TYPE)
                .entity(new Problem(status.getReasonPhrase(), status.getStatusCode(), detail, field, remedy))
                .build();
    }

    /** Answers what cannot be declared. */
    static final class Mapper {

        @ServerExceptionMapper
        Response map(InvalidDeclarationException invalid) {
            return response(
                    Response.Status.BAD_REQUEST,
                    invalid.field(),
                    String.valueOf(invalid.getMessage()),
                    invalid.remedy());
        }
    }
}
