package io.slackwater.console.rest;

import io.slackwater.api.Page;
import io.slackwater.api.RolloutResponse;
import io.slackwater.console.query.Collection;
import io.slackwater.runtime.rest.Problem;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

/** Answers what rollouts there are. */
@Path("/api/v1/rollouts")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class RolloutsResource {

    private final Lists lists;

    RolloutsResource(Lists lists) {
        this.lists = lists;
    }

    /** Lists rollouts. */
    @GET
    public Page<RolloutResponse> list(@Context UriInfo uri) {
        return lists.list(Collection.ROLLOUTS, uri, RolloutResponse.class);
    }

    /** Returns a rollout, by its change. */
    @GET
    @Path("{change}")
    public RolloutResponse get(@PathParam("change") String change) {
        return lists.one(Collection.ROLLOUTS, change, RolloutResponse.class);
    }
}
