package io.slackwater.console.rest;

import io.slackwater.api.Page;
import io.slackwater.api.UpdateResponse;
import io.slackwater.console.query.Collection;
import io.slackwater.runtime.rest.Problem;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

/** Answers what updates there are. */
@Path("/api/v1/updates")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class UpdatesResource {

    private final Lists lists;

    UpdatesResource(Lists lists) {
        this.lists = lists;
    }

    /** Lists updates. */
    @GET
    public Page<UpdateResponse> list(@Context UriInfo uri) {
        return lists.list(Collection.UPDATES, uri, UpdateResponse.class);
    }

    /** Returns an update. */
    @GET
    @Path("{update}")
    public UpdateResponse get(@PathParam("update") String update) {
        return lists.one(Collection.UPDATES, update, UpdateResponse.class);
    }
}
