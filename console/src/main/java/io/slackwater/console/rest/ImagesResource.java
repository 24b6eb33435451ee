package io.slackwater.console.rest;

import io.slackwater.api.ImageResponse;
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
import java.util.List;

/** Answers what images there are. */
@Path("/api/v1/images")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class ImagesResource {

    private final Lists lists;

    ImagesResource(Lists lists) {
        this.lists = lists;
    }

    /** Lists images. */
    @GET
    public Page<ImageResponse> list(@Context UriInfo uri) {
        return lists.list(Collection.IMAGES, uri, ImageResponse.class);
    }

    /** Returns images by their name, or one by its store and name, with all that refers to each. */
    @GET
    @Path("{image: .+}")
    public List<ImageResponse> get(@PathParam("image") String image) {
        return lists.several(Collection.IMAGE_DETAILS, image, ImageResponse.class);
    }
}
