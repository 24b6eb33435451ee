package io.slackwater.console.rest;

import io.slackwater.api.Page;
import io.slackwater.api.VmResponse;
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

/** Answers what vms there are. */
@Path("/api/v1/vms")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class VmsResource {

    private final Lists lists;

    VmsResource(Lists lists) {
        this.lists = lists;
    }

    /** Lists vms. */
    @GET
    public Page<VmResponse> list(@Context UriInfo uri) {
        return lists.list(Collection.VMS, uri, VmResponse.class);
    }

    /** Returns a VM by its UUID or name; a VM that is on two hosts, or a name that several VMs have, is several. */
    @GET
    @Path("{vm}")
    public List<VmResponse> get(@PathParam("vm") String vm) {
        return lists.several(Collection.VMS, vm, VmResponse.class);
    }
}
