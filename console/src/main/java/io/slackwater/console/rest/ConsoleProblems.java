package io.slackwater.console.rest;

import io.slackwater.runtime.rest.Problem;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jdbi.v3.core.JdbiException;

/** Answers what the console alone can fail by. */
final class ConsoleProblems {

    /** Classes and codes of PostgreSQL, appendix A of its manual. */
    private static final String DATA_EXCEPTION = "22";

    private static final String STATEMENT_TIMEOUT = "57014";

    private static final Logger LOG = Logger.getLogger(ConsoleProblems.class);

    @ServerExceptionMapper
    Response unknown(UnknownNameException unknown) {
        return Problem.response(
                Response.Status.NOT_FOUND, null, String.valueOf(unknown.getMessage()), "The list tells what there is");
    }

    @ServerExceptionMapper
    Response notAnswered(JdbiException failure) {
        String state = failure.getCause() instanceof SQLException answer ? String.valueOf(answer.getSQLState()) : "";
        if (state.startsWith(DATA_EXCEPTION)) {
            return Problem.response(
                    Response.Status.BAD_REQUEST,
                    null,
                    "A value is out of range: " + reason(failure),
                    "Send cursors as they were given, and times between the years 1970 and 2200");
        } else if (state.equals(STATEMENT_TIMEOUT)) {
            return Problem.response(
                    Response.Status.SERVICE_UNAVAILABLE,
                    null,
                    "The database did not answer within 10 s",
                    "Name a filter, or sort by the usual column");
        }
        LOG.errorf("The database did not answer a question: %s", failure.getMessage());
        return Problem.response(
                Response.Status.SERVICE_UNAVAILABLE,
                null,
                "The database of the console did not answer: " + reason(failure),
                "Ask again once it answers; /q/health says whether it does. Updates go on without it");
    }

    private static String reason(JdbiException failure) {
        return failure.getCause() instanceof SQLException answer
                ? String.valueOf(answer.getMessage())
                : String.valueOf(failure.getMessage());
    }
}
