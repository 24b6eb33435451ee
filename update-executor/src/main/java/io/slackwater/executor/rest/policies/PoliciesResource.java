package io.slackwater.executor.rest.policies;

import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.policy.PolicyRevision;
import io.slackwater.domain.policy.PolicyVersion;
import io.slackwater.domain.text.TextLimit;
import io.slackwater.executor.policyadmin.PolicyRepository;
import io.slackwater.executor.policyadmin.PolicyService;
import io.slackwater.executor.rest.answers.StayUpCounter;
import io.slackwater.executor.rest.answers.StayUpResponse;
import io.slackwater.mapping.policy.ParseResult;
import io.slackwater.mapping.policy.PolicyReader;
import io.slackwater.runtime.rest.Problem;
import io.slackwater.runtime.rest.RequestBody;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Policies over HTTP: listed, shown, checked, set, removed. */
@Path("/policies")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Consumes(MediaType.WILDCARD)
@Blocking
public class PoliciesResource {

    private final PolicyRepository log;
    private final PolicyService policies;

    private final PolicyReader reader;
    private final StayUpCounter stayUp;

    PoliciesResource(PolicyRepository log, PolicyService policies, Policy builtIn, StayUpCounter stayUp) {
        this.log = log;
        this.policies = policies;
        this.reader = new PolicyReader(builtIn);
        this.stayUp = stayUp;
    }

    /** Returns every policy that is set, by name. The built-in one is not among them: it is made of the settings. */
    @GET
    public List<PolicyDocument> list() {
        return log.all().stream().map(PolicyDocument::of).toList();
    }

    /** Returns a policy. */
    @GET
    @Path("/{name}")
    public Response show(@PathParam("name") String name) {
        return log.find(name)
                .filter(policy -> policy.document().isPresent())
                .map(policy -> Response.ok(PolicyDocument.of(policy), MediaType.APPLICATION_JSON)
                        .build())
                .orElseGet(() -> unknown(name));
    }

    /**
     * Sets a policy.
     *
     * @param dryRun {@code true} to check it only
     */
    @PUT
    @Path("/{name}")
    public Response set(
            @PathParam("name") String name,
            @QueryParam("actor") @Nullable String actor,
            @QueryParam("reason") @Nullable String reason,
            @QueryParam("dryRun") @DefaultValue("false") String dryRun,
            String document) {
        if (!dryRun.equals("true") && !dryRun.equals("false")) {
            return Problem.response(
                    Response.Status.BAD_REQUEST, "dryRun", "It is " + dryRun, "Write true or false, or leave it out");
        }
        if (dryRun.equals("true")) {
            return SettingAnswers.of(
                    policies.check(name, document), SettingDocument.Result.SET, () -> stayUp(name, document));
        }
        return author(actor, reason)
                .map(by -> SettingAnswers.of(
                        policies.set(name, document, by), SettingDocument.Result.SET, () -> stayUp(name, document)))
                .orElseGet(PoliciesResource::nobody);
    }

    private Optional<StayUpResponse> stayUp(String name, String document) {
        return reader.read(new PolicyVersion(name, 1), document) instanceof ParseResult.Valid valid
                ? stayUp.ofPolicy(valid.policy())
                : Optional.empty();
    }

    /** Removes a policy. */
    @DELETE
    @Path("/{name}")
    public Response remove(
            @PathParam("name") String name,
            @QueryParam("actor") @Nullable String actor,
            @QueryParam("reason") @Nullable String reason) {
        return author(actor, reason)
                .map(by -> SettingAnswers.of(policies.remove(name, by), SettingDocument.Result.REMOVED))
                .orElseGet(PoliciesResource::nobody);
    }

    static Response unknown(String name) {
        boolean isBuiltIn = name.equals(PolicyVersion.BUILT_IN_NAME);
        return Problem.response(
                Response.Status.NOT_FOUND,
                "name",
                isBuiltIn
                        ? "The built-in policy is made of the settings of update-executor"
                        : "There is no policy " + name,
                isBuiltIn
                        ? "Change the settings, or set a policy of another name"
                        : "GET /policies lists the policies");
    }

    private static Optional<PolicyRevision.Author> author(@Nullable String actor, @Nullable String reason) {
        return Optional.ofNullable(actor)
                .filter(who -> !who.isBlank())
                .map(who -> new PolicyRevision.Author(
                        RequestBody.within(TextLimit.NAME, "actor", who),
                        Optional.ofNullable(reason)
                                .filter(why -> !why.isBlank())
                                .map(why -> RequestBody.within(TextLimit.REASON, "reason", why))));
    }

    private static Response nobody() {
        return Problem.response(
                Response.Status.BAD_REQUEST, "actor", "It is not said who does this", "Add ?actor=who-you-are");
    }
}
