package io.slackwater.executor.rest;

import io.slackwater.executor.channel.RolloutChannel;
import io.slackwater.schemas.RolloutEventType;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Locale;

/** What a person decides about one VM. */
@Path("/vms")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Consumes(MediaType.WILDCARD)
@Blocking
public class VmsResource {

    private final RolloutChannel channel;
    private final Orders orders;
    private final Clock clock;

    VmsResource(RolloutChannel channel, Orders orders, Clock clock) {
        this.channel = channel;
        this.orders = orders;
        this.clock = clock;
    }

    /** Has a change tried again that failed on a VM. */
    @POST
    @Path("/{id}/retry")
    public Response retry(@PathParam("id") String vmId, String body) {
        Orders.Retry retry = orders.retry(body);
        channel.publish(
                retry.changeId(),
                retry.order()
                        .event(RolloutEventType.RETRY, clock.instant())
                        .setChangeId(retry.changeId())
                        .setVmId(vmId.toLowerCase(Locale.ROOT))
                        .build());
        return Response.accepted().build();
    }
}
