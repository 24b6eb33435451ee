package io.slackwater.executor.rest;

import io.slackwater.domain.modifiable.ChangeInfo;
import io.slackwater.domain.rollout.Rollout;
import io.slackwater.executor.messaging.RolloutPublisher;
import io.slackwater.executor.query.RolloutView;
import io.slackwater.executor.rest.answers.StayUpCounter;
import io.slackwater.runtime.rest.Problem;
import io.slackwater.schemas.RolloutEventType;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Rollouts over HTTP: listed, shown, paused, resumed, aborted, approved. */
@Path("/rollouts")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Consumes(MediaType.WILDCARD)
@Blocking
public class RolloutsResource {

    private final RolloutView view;
    private final RolloutPublisher channel;
    private final Orders orders;
    private final Clock clock;
    private final StayUpCounter stayUp;

    RolloutsResource(RolloutView view, RolloutPublisher channel, Orders orders, Clock clock, StayUpCounter stayUp) {
        this.view = view;
        this.stayUp = stayUp;
        this.channel = channel;
        this.orders = orders;
        this.clock = clock;
    }

    /** Returns every rollout, by change. */
    @GET
    public List<RolloutDocument> list() {
        return view.all().stream().map(this::document).toList();
    }

    /** Returns a rollout. */
    @GET
    @Path("/{change}")
    public Response show(@PathParam("change") String changeId) {
        return view.find(changeId)
                .map(rollout -> RolloutDocument.of(
                        rollout,
                        view.change(changeId),
                        stayUp.ofChange(changeId).orElse(null)))
                .map(document ->
                        Response.ok(document, MediaType.APPLICATION_JSON).build())
                .orElseGet(() -> unknown(changeId));
    }

    /** Grants nothing more until it is resumed. */
    @POST
    @Path("/{change}/pause")
    public Response pause(@PathParam("change") String changeId, String body) {
        return decide(changeId, RolloutEventType.PAUSED, body);
    }

    /** Goes on, in spite of the failures that paused it. */
    @POST
    @Path("/{change}/resume")
    public Response resume(@PathParam("change") String changeId, String body) {
        return decide(changeId, RolloutEventType.RESUMED, body);
    }

    /** Grants nothing more, for good. What is under way comes to its end. */
    @POST
    @Path("/{change}/abort")
    public Response abort(@PathParam("change") String changeId, String body) {
        return decide(changeId, RolloutEventType.ABORTED, body);
    }

    /** Lets the first wave be opened where the policy asks for an approval. */
    @POST
    @Path("/{change}/approve")
    public Response approve(@PathParam("change") String changeId, String body) {
        return decide(changeId, RolloutEventType.APPROVED, body);
    }

    private RolloutDocument document(Rollout rollout) {
        return RolloutDocument.of(rollout, view.change(rollout.changeId()));
    }

    private Response decide(String changeId, RolloutEventType type, String body) {
        Order order = orders.order(body);
        Optional<Rollout> rollout = view.find(changeId);
        if (rollout.isEmpty()) {
            return unknown(changeId);
        }
        if (rollout.get().conditions().aborted().isPresent()) {
            return Problem.response(
                    Response.Status.CONFLICT,
                    "change",
                    "The rollout of " + changeId + " was aborted",
                    "Publish a newer change; an aborted rollout never goes on");
        }
        ChangeInfo change = view.change(changeId);
        if (change.withdrawn()) {
            return Problem.response(
                    Response.Status.CONFLICT,
                    "change",
                    "Change " + changeId + " was withdrawn" + (change.reason().isEmpty() ? "" : ": " + change.reason()),
                    "Publish a newer change; nothing more is granted of a withdrawn one");
        }
        channel.publish(
                changeId,
                order.event(type, clock.instant()).setChangeId(changeId).build());
        return Response.accepted().build();
    }

    private static Response unknown(String changeId) {
        return Problem.response(
                Response.Status.NOT_FOUND,
                "change",
                "There is no rollout of a change " + changeId,
                "GET /rollouts lists the rollouts");
    }
}
