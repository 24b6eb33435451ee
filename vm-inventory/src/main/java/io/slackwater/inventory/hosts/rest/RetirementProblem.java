package io.slackwater.inventory.hosts.rest;

import io.slackwater.inventory.hosts.HostedVm;
import io.slackwater.runtime.rest.Problem;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * Answers that a host is not retired before somebody has confirmed what becomes of its VMs: a problem (RFC 9457) with the VMs.
 *
 * @param field the field that confirms it
 * @param remedy what to do about it
 * @param vms the VMs that the log says the host has, with what they refer to
 */
public record RetirementProblem(
        String title, int status, String detail, String field, String remedy, List<HostedVm> vms) {

    static Response response(String hostId, List<HostedVm> vms) {
        Response.Status status = Response.Status.CONFLICT;
        long users = vms.stream().filter(vm -> !vm.volumes().isEmpty()).count();
        return Response.status(status)
                .type(Problem.MEDIA_TYPE)
                .entity(new RetirementProblem(
                        status.getReasonPhrase(),
                        status.getStatusCode(),
                        "The log says that host %s has %d VMs, of which %d refer to volumes of its stores"
                                .formatted(hostId, vms.size(), users),
                        HostDocuments.CONFIRMED,
                        "If the host is no more, or its VMs are elsewhere: say \"confirmed\": true. What they refer to"
                                + " in shared stores is kept as LAST_USED_BY_VANISHED_VM until each is seen elsewhere or"
                                + " forgotten",
                        vms))
                .build();
    }
}
