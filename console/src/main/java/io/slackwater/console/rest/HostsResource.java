package io.slackwater.console.rest;

import io.slackwater.api.HostResponse;
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

/** Answers what hosts there are. */
@Path("/api/v1/hosts")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class HostsResource {

    private final Lists lists;

    HostsResource(Lists lists) {
        this.lists = lists;
    }

    /** Lists hosts. */
    @GET
    public Page<HostResponse> list(@Context UriInfo uri) {
        return lists.list(Collection.HOSTS, uri, HostResponse.class);
    }

    /** Returns a host. */
    @GET
    @Path("{host}")
    public HostResponse get(@PathParam("host") String host) {
        return lists.one(Collection.HOSTS, host, HostResponse.class);
    }
}
