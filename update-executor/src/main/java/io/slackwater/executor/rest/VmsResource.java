package io.slackwater.executor.rest;

import io.slackwater.domain.vm.UpdateHistory;
import io.slackwater.executor.messaging.RolloutPublisher;
import io.slackwater.executor.query.VmView;
import io.slackwater.executor.rest.answers.Explainer;
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
import java.util.Locale;
import java.util.Optional;

/** What a person wants to know and decides about one VM. */
@Path("/vms")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Consumes(MediaType.WILDCARD)
@Blocking
public class VmsResource {

    private final VmView view;
    private final Explainer explainer;
    private final RolloutPublisher channel;
    private final Orders orders;
    private final Clock clock;

    VmsResource(VmView view, Explainer explainer, RolloutPublisher channel, Orders orders, Clock clock) {
        this.view = view;
        this.explainer = explainer;
        this.channel = channel;
        this.orders = orders;
        this.clock = clock;
    }

    /** Tells what is known of a VM, what its open updates wait for, and which policy applies to each. */
    @GET
    @Path("/{id}/explain")
    public Response explain(@PathParam("id") String vmId) {
        return view.find(vmId.toLowerCase(Locale.ROOT))
                .map(known -> Response.ok(explainer.explain(known.vm(), known.catalogue()), MediaType.APPLICATION_JSON)
                        .build())
                .orElseGet(() -> unknown(vmId));
    }

    /** Has a change tried again that failed on a VM. */
    @POST
    @Path("/{id}/retry")
    public Response retry(@PathParam("id") String vmId, String body) {
        Orders.Retry retry = orders.retry(body);
        Optional<VmView.Known> known = view.find(vmId.toLowerCase(Locale.ROOT));
        if (known.isEmpty()) {
            return unknown(vmId);
        }
        if (known.get().catalogue().change(retry.changeId()).withdrawn()) {
            return Problem.response(
                    Response.Status.CONFLICT,
                    "changeId",
                    "Change " + retry.changeId() + " was withdrawn, and is tried no more",
                    "Publish a newer change");
        }
        UpdateHistory history = known.get().vm().history();
        if (!history.hasFailed(retry.changeId())) {
            return nothingToRetry(vmId, retry.changeId(), history);
        }
        channel.publish(
                retry.changeId(),
                retry.order()
                        .event(RolloutEventType.RETRY, clock.instant())
                        .setChangeId(retry.changeId())
                        .setVmId(vmId.toLowerCase(Locale.ROOT))
                        .build());
        return Response.accepted().build();
    }

    private static Response unknown(String vmId) {
        return Problem.response(
                Response.Status.NOT_FOUND,
                "id",
                "Nothing was ever heard of a VM " + vmId,
                "Name it by its UUID (virsh domuuid), and see that its host is watched");
    }

    private static Response nothingToRetry(String vmId, String changeId, UpdateHistory history) {
        List<String> failed = history.failedChanges().stream().sorted().toList();
        return Problem.response(
                Response.Status.CONFLICT,
                "changeId",
                "Change " + changeId + " did not fail on VM " + vmId + ", or is tried again already",
                failed.isEmpty()
                        ? "Nothing is to be tried again on it; 'slackwater explain vm " + vmId
                                + "' tells what its updates wait for"
                        : "Name what failed on it: " + String.join(", ", failed));
    }
}
