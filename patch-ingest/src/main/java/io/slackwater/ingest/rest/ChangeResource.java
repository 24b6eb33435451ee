package io.slackwater.ingest.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.slackwater.ingest.change.ChangeId;
import io.slackwater.ingest.submission.InvalidSubmission;
import io.slackwater.ingest.submission.RecallCheck;
import io.slackwater.ingest.submission.RecalledSubmission;
import io.slackwater.ingest.submission.Submission;
import io.slackwater.ingest.submission.Submissions;
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
    private final RecallCheck recallCheck;
    private final SubmissionReader reader;

    ChangeResource(Submissions submissions, RecallCheck recallCheck, SubmissionReader reader) {
        this.submissions = submissions;
        this.recallCheck = recallCheck;
        this.reader = reader;
    }

    /**
     * The answer to an accepted report.
     *
     * @param changeId the change's id, the same for the same content
     */
    public record Accepted(String changeId) {}

    /** Takes a change; it is published when its artifacts were verified, and once however often it is sent. */
    @POST
    public Response submit(InputStream body) throws InvalidSubmission, RecalledSubmission, IOException {
        Submission submission = reader.readSubmission(body);
        recallCheck.requireNotRecalled(submission);
        return accepted(submissions.submit(submission));
    }

    /** Withdraws a change that was published. */
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
        submissions.withdraw(operatingSystem, changeId, fields.optionalText("actor"), fields.text("reason"));
        return accepted(changeId);
    }

    private static Response accepted(String changeId) {
        return Response.accepted(new Accepted(changeId))
                .type(MediaType.APPLICATION_JSON)
                .build();
    }
}
