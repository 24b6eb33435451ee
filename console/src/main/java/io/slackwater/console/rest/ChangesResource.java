package io.slackwater.console.rest;

import io.slackwater.api.ChangeResponse;
import io.slackwater.api.Page;
import io.slackwater.console.query.Collection;
import io.slackwater.runtime.rest.Problem;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

/** Answers what changes there are. */
@Path("/api/v1/changes")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class ChangesResource {

    private final Lists lists;

    ChangesResource(Lists lists) {
        this.lists = lists;
    }

    /** Lists changes. */
    @GET
    public Page<ChangeResponse> list(@Context UriInfo uri) {
        return lists.list(Collection.CHANGES, uri, ChangeResponse.class);
    }

    /** Returns a change. */
    @GET
    @Path("{change}")
    public ChangeResponse get(@PathParam("change") String change) {
        return lists.one(Collection.CHANGES, change, ChangeResponse.class);
    }
}
