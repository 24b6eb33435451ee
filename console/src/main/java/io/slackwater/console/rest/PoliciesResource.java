package io.slackwater.console.rest;

import io.slackwater.api.Page;
import io.slackwater.api.PolicyResponse;
import io.slackwater.console.query.Collection;
import io.slackwater.runtime.rest.Problem;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

/** Answers what policies there are. */
@Path("/api/v1/policies")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class PoliciesResource {

    private final Lists lists;

    PoliciesResource(Lists lists) {
        this.lists = lists;
    }

    /** Lists policies. */
    @GET
    public Page<PolicyResponse> list(@Context UriInfo uri) {
        return lists.list(Collection.POLICIES, uri, PolicyResponse.class);
    }

    /** Returns a policy. */
    @GET
    @Path("{policy}")
    public PolicyResponse get(@PathParam("policy") String policy) {
        return lists.one(Collection.POLICIES, policy, PolicyResponse.class);
    }
}
