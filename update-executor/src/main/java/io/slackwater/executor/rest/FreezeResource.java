package io.slackwater.executor.rest;

import io.slackwater.executor.messaging.RolloutPublisher;
import io.slackwater.executor.query.RolloutView;
import io.slackwater.mapping.update.RolloutMapper;
import io.slackwater.runtime.rest.Problem;
import io.slackwater.schemas.RolloutEventType;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Stops every grant in the fleet at once, and lets grants be given again. */
@Path("/freeze")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Consumes(MediaType.WILDCARD)
@Blocking
public class FreezeResource {

    private final RolloutView view;
    private final RolloutPublisher channel;
    private final Orders orders;
    private final Clock clock;

    FreezeResource(RolloutView view, RolloutPublisher channel, Orders orders, Clock clock) {
        this.view = view;
        this.channel = channel;
        this.orders = orders;
        this.clock = clock;
    }

    /**
     * Whether the fleet is frozen.
     *
     * @param by who froze it, and why; null where it is not frozen
     */
    public record Freeze(boolean frozen, @Nullable DecreeDocument by) {}

    @GET
    public Freeze show() {
        DecreeDocument by = DecreeDocument.of(view.freeze());
        return new Freeze(by != null, by);
    }

    /** Freezes the fleet; what was said first counts. */
    @POST
    public Response freeze(String body) {
        return publish(RolloutEventType.FROZEN, body);
    }

    /** Ends the freeze. */
    @DELETE
    public Response unfreeze(String body) {
        return publish(RolloutEventType.UNFROZEN, body);
    }

    private Response publish(RolloutEventType type, String body) {
        Order order = orders.order(body);
        channel.publish(
                RolloutMapper.FLEET,
                order.event(type, clock.instant()).setChangeId("").build());
        return Response.accepted().build();
    }
}
