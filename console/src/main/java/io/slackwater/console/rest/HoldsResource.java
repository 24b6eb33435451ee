package io.slackwater.console.rest;

import io.slackwater.api.HoldResponse;
import io.slackwater.api.Page;
import io.slackwater.console.query.Collection;
import io.slackwater.runtime.rest.Problem;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

/** Answers what holds there are. */
@Path("/api/v1/holds")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class HoldsResource {

    private final Lists lists;

    HoldsResource(Lists lists) {
        this.lists = lists;
    }

    /** Lists holds. */
    @GET
    public Page<HoldResponse> list(@Context UriInfo uri) {
        return lists.list(Collection.HOLDS, uri, HoldResponse.class);
    }
}
