package io.slackwater.inventory.hosts.rest;

import io.slackwater.inventory.hosts.Host;
import io.slackwater.inventory.hosts.HostDeclaration;
import io.slackwater.inventory.hosts.HostRepository;
import io.slackwater.inventory.hosts.HostedVm;
import io.slackwater.inventory.hosts.HostedVms;
import io.slackwater.runtime.rest.Problem;
import io.slackwater.worker.watch.HostWatchStatuses;
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

/** Hosts over HTTP: declared, listed, retired. */
@Path("/hosts")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class HostsResource {

    private final HostRepository hosts;
    private final HostedVms vms;
    private final HostDocuments documents;
    private final HostWatchStatuses board;
    private final Clock clock;

    HostsResource(HostRepository hosts, HostedVms vms, HostDocuments documents, HostWatchStatuses board, Clock clock) {
        this.hosts = hosts;
        this.vms = vms;
        this.documents = documents;
        this.board = board;
        this.clock = clock;
    }

    /** Returns every host, by name: as the log has it, and NOT_WATCHED where that may be outdated. */
    @GET
    public List<HostDocument> list() {
        return hosts.all().stream().map(this::watched).map(HostDocument::of).toList();
    }

    private Host watched(Host host) {
        return board.gapOf(host.declaration().hostId(), clock.instant())
                .map(gap -> host.notWatched(gap.since(), gap.reason()))
                .orElse(host);
    }

    /** Declares a host, or changes what is declared of it. */
    @POST
    @Consumes(MediaType.WILDCARD)
    public Response declare(String body) {
        HostDeclaration hostDeclaration = documents.declaration(body, hostId -> hosts.find(hostId)
                .map(host -> host.declaration().furtherUris())
                .orElse(List.of()));
        Optional<Host> known = hosts.find(hostDeclaration.hostId());
        if (known.filter(host -> host.isDeclaredAs(hostDeclaration)).isPresent()) {
            return Response.ok(HostDocument.of(watched(known.get()))).build();
        }
        hosts.declare(hostDeclaration);
        return Response.status(Response.Status.CREATED)
                .entity(HostDocument.of(hostDeclaration))
                .build();
    }

    /** Returns the VMs that the log says a host has, with what they refer to: what its retirement is about. */
    @GET
    @Path("/{id}/vms")
    public Response vms(@PathParam("id") String hostId) {
        return hosts.find(hostId).isEmpty()
                ? unknown(hostId)
                : Response.ok(vms.of(hostId)).build();
    }

    /**
     * Retires a host: it is not watched any more, and what it said counts nowhere. Where the log says that it has VMs, that is to be
     * confirmed.
     */
    @POST
    @Path("/{id}/retire")
    @Consumes(MediaType.WILDCARD)
    public Response retire(@PathParam("id") String hostId, String body) {
        Optional<Host> known = hosts.find(hostId);
        if (known.isEmpty()) {
            return unknown(hostId);
        }
        String reason = documents.reason(body);
        if (known.get().retired()) {
            return Response.noContent().build();
        }
        List<HostedVm> left = documents.isConfirmed(body) ? List.of() : vms.of(hostId);
        if (!left.isEmpty()) {
            return RetirementProblem.response(hostId, left);
        }
        hosts.retire(hostId, reason);
        return Response.noContent().build();
    }

    private static Response unknown(String hostId) {
        return Problem.response(
                Response.Status.NOT_FOUND, "id", "There is no host " + hostId, "GET /hosts lists the hosts");
    }
}
