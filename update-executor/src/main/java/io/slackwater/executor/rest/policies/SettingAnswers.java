package io.slackwater.executor.rest.policies;

import io.slackwater.domain.policy.PolicyRevision;
import io.slackwater.domain.policy.PolicyVersion;
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
        return outcome.accept(new Answering(done, stayUp));
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

    /** Answers each result. */
    private record Answering(SettingDocument.Result done, Supplier<Optional<StayUpResponse>> stayUp)
            implements PolicyWriteResult.Visitor<Response> {

        @Override
        public Response invalid(PolicyWriteResult.Invalid invalid) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .type(Problem.MEDIA_TYPE)
                    .entity(InvalidPolicyDocument.of(invalid.problems()))
                    .build();
        }

        @Override
        public Response unchanged(PolicyWriteResult.Unchanged unchanged) {
            return answer(Response.Status.OK, unchanged.id(), SettingDocument.Result.UNCHANGED);
        }

        @Override
        public Response fit(PolicyWriteResult.Fit fit) {
            return answer(Response.Status.OK, fit.id(), SettingDocument.Result.FIT);
        }

        @Override
        public Response done(PolicyWriteResult.Done finished) {
            return answer(Response.Status.OK, finished.id(), done);
        }

        @Override
        public Response published(PolicyWriteResult.Published published) {
            return answer(Response.Status.ACCEPTED, published.id(), SettingDocument.Result.PUBLISHED);
        }

        @Override
        public Response overtaken(PolicyWriteResult.Overtaken overtaken) {
            return SettingAnswers.overtaken(overtaken.by());
        }

        @Override
        public Response unknown(PolicyWriteResult.Unknown unknown) {
            return PoliciesResource.unknown(unknown.name());
        }

        private Response answer(Response.Status status, PolicyVersion id, SettingDocument.Result result) {
            return SettingAnswers.answer(status, SettingDocument.of(id, result).with(stayUp.get()));
        }
    }
}
