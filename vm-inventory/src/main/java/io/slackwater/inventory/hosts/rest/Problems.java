package io.slackwater.inventory.hosts.rest;

import io.slackwater.inventory.hosts.InvalidDeclarationException;
import io.slackwater.runtime.rest.Problem;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers what cannot be declared. */
final class Problems {

    @ServerExceptionMapper
    Response invalid(InvalidDeclarationException invalid) {
        return Problem.response(
                Response.Status.BAD_REQUEST, invalid.field(), String.valueOf(invalid.getMessage()), invalid.remedy());
    }
}
