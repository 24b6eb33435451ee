package io.slackwater.ingest.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.slackwater.domain.change.ChangeId;
import io.slackwater.ingest.submission.InvalidSubmission;
import io.slackwater.ingest.submission.Receipt;
import io.slackwater.ingest.submission.Submissions;
import io.slackwater.ingest.submission.TakenVersion;
import io.slackwater.ingest.submission.WithdrawnSubmission;
import io.slackwater.runtime.rest.Problem;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;

/** Changes that somebody submits or withdraws. */
@Path("/changes")
@Blocking
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class ChangeResource {

    private final Submissions submissions;
    private final SubmissionReader reader;

    ChangeResource(Submissions submissions, SubmissionReader reader) {
        this.submissions = submissions;
        this.reader = reader;
    }

    /**
     * Takes a change; it is published when its artifacts were verified, and once however often it is sent: 202 when it was reported,
     * 200 when it is available already.
     */
    @POST
    public Response submit(InputStream body) throws InvalidSubmission, WithdrawnSubmission, TakenVersion, IOException {
        return answer(submissions.submit(reader.readSubmission(body)));
    }

    /** Withdraws a change that was published: 202 when that was reported, 200 when it is withdrawn already. */
    @POST
    @Path("/{changeId}/withdraw")
    public Response withdraw(@PathParam("changeId") String changeId, InputStream body)
            throws InvalidSubmission, IOException {
        String operatingSystem = ChangeId.operatingSystem(changeId)
                .orElseThrow(() -> new InvalidSubmission(
                        "changeId",
                        "\"" + changeId + "\" is no change id",
                        "write the id that POST /changes answered"));
        JsonNode request = reader.readObject(body);
        JsonFields fields = new JsonFields("", request);
        fields.allowOnly("actor", "reason");
        return answer(
                submissions.withdraw(operatingSystem, changeId, fields.optionalText("actor"), fields.text("reason")));
    }

    private static Response answer(Receipt receipt) {
        Response.Status status = receipt.already().isPresent() ? Response.Status.OK : Response.Status.ACCEPTED;
        return Response.status(status)
                .entity(ReceiptDocument.of(receipt))
                .type(MediaType.APPLICATION_JSON)
                .build();
    }
}
