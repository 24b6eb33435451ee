package io.slackwater.console.rest;

import io.slackwater.api.Page;
import io.slackwater.api.StoreResponse;
import io.slackwater.console.query.Collection;
import io.slackwater.runtime.rest.Problem;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

/** Answers what stores there are. */
@Path("/api/v1/stores")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class StoresResource {

    private final Lists lists;

    StoresResource(Lists lists) {
        this.lists = lists;
    }

    /** Lists stores. */
    @GET
    public Page<StoreResponse> list(@Context UriInfo uri) {
        return lists.list(Collection.STORES, uri, StoreResponse.class);
    }

    /** Returns a store. */
    @GET
    @Path("{store: .+}")
    public StoreResponse get(@PathParam("store") String store) {
        return lists.one(Collection.STORES, store, StoreResponse.class);
    }
}
