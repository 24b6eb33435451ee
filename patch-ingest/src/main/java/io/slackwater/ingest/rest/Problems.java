package io.slackwater.ingest.rest;

import io.slackwater.domain.publication.Withdrawal;
import io.slackwater.ingest.sighting.SightingException;
import io.slackwater.ingest.submission.InvalidSubmission;
import io.slackwater.ingest.submission.TakenVersion;
import io.slackwater.ingest.submission.WithdrawnSubmission;
import io.slackwater.runtime.rest.Problem;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers failed requests with a problem that names the fault and the remedy. */
final class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);

    @ServerExceptionMapper
    Response invalid(InvalidSubmission invalid) {
        return Problem.response(
                Response.Status.BAD_REQUEST, invalid.field(), String.valueOf(invalid.getMessage()), invalid.remedy());
    }

    @ServerExceptionMapper
    Response recalled(WithdrawnSubmission recalled) {
        return Problem.response(
                Response.Status.CONFLICT, recalled.field(), String.valueOf(recalled.getMessage()), Withdrawal.REMEDY);
    }

    @ServerExceptionMapper
    Response taken(TakenVersion taken) {
        return Problem.response(
                Response.Status.CONFLICT, taken.field(), String.valueOf(taken.getMessage()), taken.remedy());
    }

    @ServerExceptionMapper
    Response notReported(SightingException failure) {
        LOG.errorf("A submission was not reported: %s", failure.getMessage());
        return Problem.response(
                Response.Status.SERVICE_UNAVAILABLE,
                null,
                String.valueOf(failure.getMessage()),
                "send the same request again: a change is published once, however often it is sent");
    }

    @ServerExceptionMapper
    Response diskFailed(IOException failure) {
        LOG.errorf("The artifact store failed: %s", failure);
        return Problem.response(
                Response.Status.INTERNAL_SERVER_ERROR,
                null,
                "The artifact store could not be used: " + failure.getMessage(),
                "look at the free space and the rights of slackwater.ingest.data-directory, then send it again");
    }
}
