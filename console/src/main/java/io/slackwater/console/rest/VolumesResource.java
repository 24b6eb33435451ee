package io.slackwater.console.rest;

import io.slackwater.api.Page;
import io.slackwater.api.VolumeResponse;
import io.slackwater.console.query.Collection;
import io.slackwater.runtime.rest.Problem;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/** Answers what volumes there are. */
@Path("/api/v1/volumes")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class VolumesResource {

    private final Lists lists;

    VolumesResource(Lists lists) {
        this.lists = lists;
    }

    /** Lists volumes. */
    @GET
    public Page<VolumeResponse> list(@Context UriInfo uri) {
        return lists.list(Collection.VOLUMES, uri, VolumeResponse.class);
    }

    /** Returns a volume by its name, or by its store and name. */
    @GET
    @Path("{volume: .+}")
    public List<VolumeResponse> get(@PathParam("volume") String volume) {
        return lists.several(Collection.VOLUMES, volume, VolumeResponse.class);
    }
}
