package io.slackwater.console.rest;

import io.slackwater.api.BlockerResponse;
import io.slackwater.api.Page;
import io.slackwater.console.query.Collection;
import io.slackwater.runtime.rest.Problem;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

/** Answers what blockers there are. */
@Path("/api/v1/blockers")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class BlockersResource {

    private final Lists lists;

    BlockersResource(Lists lists) {
        this.lists = lists;
    }

    /** Lists blockers. */
    @GET
    public Page<BlockerResponse> list(@Context UriInfo uri) {
        return lists.list(Collection.BLOCKERS, uri, BlockerResponse.class);
    }
}
