package io.slackwater.reclaimer.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.slackwater.domain.storage.host.StoreHost;
import io.slackwater.domain.storage.store.StoreDecision;
import io.slackwater.domain.storage.store.StoreDecision.Responsible;
import io.slackwater.domain.storage.store.VolumeStatus;
import io.slackwater.domain.storage.volume.NotUnderstoodBlocker;
import io.slackwater.domain.storage.volume.VolumeState;
import io.slackwater.domain.text.NameSuggestions;
import io.slackwater.reclaimer.messaging.DecisionPublisher;
import io.slackwater.runtime.rest.InvalidRequestException;
import io.slackwater.runtime.rest.Problem;
import io.slackwater.runtime.rest.RequestBody;
import io.slackwater.topology.storage.query.StorageView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a person decides about storage; answered 202 when the log has it. */
@Path("/")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Consumes(MediaType.WILDCARD)
@Blocking
public class DecisionsResource {

    private static final String STORE = "store";
    private static final String VOLUME = "volume";
    private static final String HOLD = "hold";
    private static final String HOSTS = "hosts";
    private static final String VM = "vmId";
    private static final String ACTOR = "actor";
    private static final String REASON = "reason";

    private final StorageView view;
    private final DecisionPublisher channel;
    private final ObjectMapper json;

    DecisionsResource(StorageView view, DecisionPublisher channel, ObjectMapper json) {
        this.view = view;
        this.channel = channel;
        this.json = json;
    }

    /** Holds a volume until the hold is released. */
    @POST
    @Path("holds")
    public Response hold(String body) {
        RequestBody read = read(body, List.of(STORE, VOLUME, HOLD, ACTOR, REASON));
        VolumeStatus volume = volume(read);
        String name = read.text(HOLD);
        conflict(
                volume.volume().state() instanceof VolumeState.Retiring,
                VOLUME,
                "The volume is being deleted",
                "Ask again in a minute: it is gone then, or it was needed and can be held");
        conflict(
                name.equals(NotUnderstoodBlocker.HOLD),
                HOLD,
                "That name stands for a decision that is not understood",
                "Give yours another name");
        conflict(
                view.holds(volume.volume().ref().store(), volume.volume().ref().name())
                        .contains(name),
                HOLD,
                "The volume has a hold of that name",
                "Give yours another name, so that each is released by itself");
        return publish(
                read,
                new StoreDecision.Hold(
                        volume.volume().ref().store(), volume.volume().ref().name(), name));
    }

    /** Releases a hold, also of a volume that is not there any more. */
    @POST
    @Path("holds/release")
    public Response release(String body) {
        RequestBody read = read(body, List.of(STORE, VOLUME, HOLD, ACTOR, REASON));
        String store = store(read);
        String volume = read.text(VOLUME);
        String name = read.text(HOLD);
        List<String> holds = view.holds(store, volume);
        require(holds.contains(name), HOLD, "The volume has no hold " + name, "Its holds are " + holds);
        return publish(read, new StoreDecision.Release(store, volume, name));
    }

    /** Confirms the hosts that share a store: they, and no others. */
    @POST
    @Path("stores/confirm")
    public Response confirm(String body) {
        RequestBody read = read(body, List.of(STORE, HOSTS, ACTOR, REASON));
        String store = store(read);
        List<String> hosts = read.texts(HOSTS);
        List<String> known =
                view.hosts(store).hosts().stream().map(StoreHost::hostId).toList();
        List<String> strangers =
                hosts.stream().filter(Predicate.not(known::contains)).toList();
        require(
                strangers.isEmpty(),
                HOSTS,
                "Nobody has seen the store on " + strangers,
                "It is seen on " + known + "; declare the others, so that they can be asked before a delete");
        List<String> omitted =
                known.stream().filter(Predicate.not(hosts::contains)).toList();
        require(
                omitted.isEmpty(),
                HOSTS,
                "The store is seen on " + omitted + " too",
                "Name all that share it; a host that is to lose the store must lose its pool first");
        return publish(read, new StoreDecision.Confirm(store, hosts));
    }

    /** Releases what a vanished VM used last in a store. */
    @POST
    @Path("uses/release")
    public Response releaseUse(String body) {
        RequestBody read = read(body, List.of(STORE, VM, ACTOR, REASON));
        String store = store(read);
        String vmId = read.text(VM);
        Map<String, Instant> vanished = view.vanished(store);
        Instant vanishedAt = Optional.ofNullable(vanished.get(vmId))
                .orElseThrow(() -> new InvalidRequestException(
                        VM,
                        "Nothing in the store was last used by a vanished VM with the UUID " + vmId,
                        vanished.isEmpty()
                                ? "Nothing there was last used by any VM that vanished"
                                : "The UUIDs of vanished VMs that used something there are " + vanished.keySet()));
        return publish(read, new StoreDecision.ReleaseUse(store, vmId, vanishedAt));
    }

    private Response publish(RequestBody read, StoreDecision decision) {
        channel.publish(decision, new Responsible(read.text(ACTOR), read.text(REASON)));
        return Response.accepted().build();
    }

    private RequestBody read(String body, List<String> fields) {
        return RequestBody.read(json, body, fields, "Send a text for each of " + fields);
    }

    private String store(RequestBody read) {
        return Known.store(read.text(STORE), view.stores());
    }

    private VolumeStatus volume(RequestBody read) {
        String store = store(read);
        String name = read.text(VOLUME);
        Map<String, VolumeStatus> volumes = view.volumes(store).stream()
                .collect(Collectors.toMap(volume -> volume.volume().ref().name(), Function.identity()));
        return Optional.ofNullable(volumes.get(name))
                .orElseThrow(() -> new InvalidRequestException(
                        VOLUME,
                        "Slackwater knows no volume %s in %s".formatted(name, store),
                        (NameSuggestions.sentence(name, volumes.keySet()) + " 'slackwater storage --store " + store
                                        + "' (GET /volumes) lists them")
                                .strip()));
    }

    private static void conflict(boolean isSo, String field, String message, String remedy) {
        if (isSo) {
            throw InvalidRequestException.conflict(field, message, remedy);
        }
    }

    private static void require(boolean isFulfilled, String field, String message, String remedy) {
        if (!isFulfilled) {
            throw new InvalidRequestException(field, message, remedy);
        }
    }
}
