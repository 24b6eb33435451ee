package io.slackwater.console.rest;

import io.slackwater.api.EventResponse;
import io.slackwater.api.Page;
import io.slackwater.console.query.Collection;
import io.slackwater.runtime.rest.Problem;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

/** Answers what events there are. */
@Path("/api/v1/events")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class EventsResource {

    private final Lists lists;

    EventsResource(Lists lists) {
        this.lists = lists;
    }

    /** Lists events. */
    @GET
    public Page<EventResponse> list(@Context UriInfo uri) {
        return lists.list(Collection.EVENTS, uri, EventResponse.class);
    }
}
