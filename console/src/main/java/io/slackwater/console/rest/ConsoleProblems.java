package io.slackwater.console.rest;

import io.slackwater.runtime.rest.Problem;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jdbi.v3.core.JdbiException;

/** Answers what the console alone can fail by. */
final class ConsoleProblems {

    private static final Logger LOG = Logger.getLogger(ConsoleProblems.class);

    @ServerExceptionMapper
    Response unknown(UnknownNameException unknown) {
        return Problem.response(
                Response.Status.NOT_FOUND, null, String.valueOf(unknown.getMessage()), "The list tells what there is");
    }

    @ServerExceptionMapper
    Response notAnswered(JdbiException failure) {
        LOG.errorf("The database did not answer a question: %s", failure.getMessage());
        String cause = failure.getCause() instanceof SQLException answer
                ? String.valueOf(answer.getMessage())
                : String.valueOf(failure.getMessage());
        return Problem.response(
                Response.Status.SERVICE_UNAVAILABLE,
                null,
                "The database of the console did not answer: " + cause,
                "Ask again once it answers; /q/health says whether it does. Updates go on without it");
    }
}
