package io.slackwater.runtime.rest;

import io.slackwater.runtime.events.NotPublishedException;
import io.slackwater.streams.view.StateNotLocalException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers failed requests with a problem that names the fault and the remedy. */
final class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);

    @ServerExceptionMapper
    Response invalid(InvalidRequestException invalid) {
        return Problem.response(
                invalid.isConflict() ? Response.Status.CONFLICT : Response.Status.BAD_REQUEST,
                invalid.field(),
                String.valueOf(invalid.getMessage()),
                invalid.remedy());
    }

    /** What no resource takes: another path, method or type of content. */
    @ServerExceptionMapper
    Response notTaken(ClientErrorException notTaken, Request request, UriInfo uri) {
        Response.Status status = Optional.ofNullable(
                        Response.Status.fromStatusCode(notTaken.getResponse().getStatus()))
                .orElse(Response.Status.BAD_REQUEST);
        String remedy = "docs/operations tells what there is, and how it is asked";
        return switch (status) {
            case NOT_FOUND -> Problem.response(status, null, "There is nothing at " + uri.getPath(), remedy);
            case METHOD_NOT_ALLOWED ->
                Problem.response(status, null, uri.getPath() + " does not take " + request.getMethod(), remedy);
            default -> Problem.response(status, null, String.valueOf(notTaken.getMessage()), remedy);
        };
    }

    @ServerExceptionMapper
    Response elsewhere(StateNotLocalException elsewhere) {
        return Problem.response(
                Response.Status.SERVICE_UNAVAILABLE,
                null,
                String.valueOf(elsewhere.getMessage()),
                "Ask the other instances of the service, or this one again in a moment");
    }

    @ServerExceptionMapper
    Response notPublished(NotPublishedException failure) {
        LOG.errorf("A decision is not confirmed: %s (%s)", failure.getMessage(), failure.getCause());
        return Problem.response(
                Response.Status.SERVICE_UNAVAILABLE,
                null,
                String.valueOf(failure.getMessage()),
                "Ask this service once the broker answers; /q/health says whether it does");
    }

    @ServerExceptionMapper
    Response notAnswered(KafkaException failure) {
        LOG.errorf("The log was not read for a request: %s", failure);
        return Problem.response(
                Response.Status.SERVICE_UNAVAILABLE,
                null,
                "The broker did not answer: " + failure.getMessage(),
                "Ask again once the broker answers; /q/health says whether it does");
    }
}
