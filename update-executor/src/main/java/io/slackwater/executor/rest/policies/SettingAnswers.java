package io.slackwater.executor.rest.policies;

import io.slackwater.domain.policy.PolicyRevision;
import io.slackwater.executor.policyadmin.PolicyWriteResult;
import io.slackwater.executor.rest.answers.StayUpResponse;
import io.slackwater.runtime.rest.Problem;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers what came of an order about a policy. */
final class SettingAnswers {

    private SettingAnswers() {}

    /** @param done what it is called where it was done */
    static Response of(PolicyWriteResult outcome, SettingDocument.Result done) {
        return of(outcome, done, Optional::empty);
    }

    /**
     * @param done what it is called where it was done
     * @param stayUp how weak the proofs of the VMs are that the policy is for
     */
    static Response of(
            PolicyWriteResult outcome, SettingDocument.Result done, Supplier<Optional<StayUpResponse>> stayUp) {
        if (outcome instanceof PolicyWriteResult.Invalid invalid) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .type(Problem.MEDIA_TYPE)
                    .entity(InvalidPolicyDocument.of(invalid.problems()))
                    .build();
        }
        if (outcome instanceof PolicyWriteResult.Overtaken overtaken) {
            return overtaken(overtaken.by());
        }
        if (outcome instanceof PolicyWriteResult.Unknown unknown) {
            return PoliciesResource.unknown(unknown.name());
        }
        if (outcome instanceof PolicyWriteResult.Published published) {
            return answer(
                    Response.Status.ACCEPTED,
                    SettingDocument.of(published.id(), SettingDocument.Result.PUBLISHED)
                            .with(stayUp.get()));
        }
        return answer(Response.Status.OK, document(outcome, done).with(stayUp.get()));
    }

    private static SettingDocument document(PolicyWriteResult outcome, SettingDocument.Result done) {
        if (outcome instanceof PolicyWriteResult.Done finished) {
            return SettingDocument.of(finished.id(), done);
        }
        if (outcome instanceof PolicyWriteResult.Unchanged unchanged) {
            return SettingDocument.of(unchanged.id(), SettingDocument.Result.UNCHANGED);
        }
        if (outcome instanceof PolicyWriteResult.Fit fit) {
            return SettingDocument.of(fit.id(), SettingDocument.Result.FIT);
        }
        throw new IllegalStateException("No answer for " + outcome);
    }

    private static Response overtaken(PolicyRevision by) {
        String what = by.document().isPresent() ? " set " : " removed ";
        return Problem.response(
                Response.Status.CONFLICT,
                "name",
                by.by().actor() + what + by.id() + " meanwhile, and was first: what you sent is not in force",
                "Look at what is in force now, and send yours again if it is still wanted");
    }

    private static Response answer(Response.Status status, SettingDocument document) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(document)
                .build();
    }
}
