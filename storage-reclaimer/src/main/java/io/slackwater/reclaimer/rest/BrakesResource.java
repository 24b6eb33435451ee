package io.slackwater.reclaimer.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slackwater.domain.storage.model.CommandSequenceNumber;
import io.slackwater.domain.storage.store.StoreDecision;
import io.slackwater.domain.storage.store.StoreDecision.Responsible;
import io.slackwater.domain.storage.store.StoreDeleteState;
import io.slackwater.domain.text.NameSuggestions;
import io.slackwater.reclaimer.messaging.DecisionPublisher;
import io.slackwater.reclaimer.messaging.FreezeWatch;
import io.slackwater.runtime.rest.InvalidRequestException;
import io.slackwater.runtime.rest.Problem;
import io.slackwater.runtime.rest.RequestBody;
import io.slackwater.topology.storage.query.StorageView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a person decides about deletes; answered 202 when the log has it. */
@Path("/")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Consumes(MediaType.WILDCARD)
@Blocking
public class BrakesResource {

    private static final String STORE = "store";
    private static final String VOLUME = "volume";
    private static final String ACTOR = "actor";
    private static final String REASON = "reason";

    private final StorageView view;
    private final FreezeWatch watch;
    private final DecisionPublisher channel;
    private final ObjectMapper json;

    BrakesResource(StorageView view, FreezeWatch watch, DecisionPublisher channel, ObjectMapper json) {
        this.view = view;
        this.watch = watch;
        this.channel = channel;
        this.json = json;
    }

    /**
     * Whether deletes are frozen.
     *
     * @param since since when; null where they are not
     * @param detail who froze them, and why; null where they are not
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FreezeDocument(boolean frozen, @Nullable Instant since, @Nullable String detail) {}

    /** Returns whether deletes are frozen. */
    @GET
    @Path("freeze")
    public FreezeDocument freeze() {
        return watch.now()
                .map(frozen -> new FreezeDocument(true, frozen.since(), frozen.detail()))
                .orElseGet(() -> new FreezeDocument(false, null, null));
    }

    /** Stops every delete in every store; who said so last is shown. */
    @POST
    @Path("freeze")
    public Response freeze(String body) {
        RequestBody read = read(body, List.of(ACTOR, REASON));
        return publish(read, new StoreDecision.Freeze(true));
    }

    /** Ends the freeze. */
    @DELETE
    @Path("freeze")
    public Response unfreeze(String body) {
        RequestBody read = read(body, List.of(ACTOR, REASON));
        return publish(read, new StoreDecision.Freeze(false));
    }

    /** Ends the pause after the first delete of a store. */
    @POST
    @Path("stores/go-on")
    public Response goOn(String body) {
        RequestBody read = read(body, List.of(STORE, ACTOR, REASON));
        String store = store(read);
        Instant deletedAt = view.deleteState(store)
                .first()
                .deletedAt()
                .orElseThrow(() -> new InvalidRequestException(
                        STORE,
                        "Nothing was deleted there since the store is active",
                        "There is no pause to end; 'slackwater blockers storage' tells what holds its volumes"));
        return publish(read, new StoreDecision.FirstDeleteSeen(store, deletedAt));
    }

    /** Consents to the delete of what cannot be had again: of one volume, or of all in a store. */
    @POST
    @Path("consents")
    public Response consent(String body) {
        RequestBody read = RequestBody.read(
                json,
                body,
                List.of(STORE, VOLUME, ACTOR, REASON),
                "Send a text for each of %s; %s only for one volume".formatted(List.of(STORE, ACTOR, REASON), VOLUME));
        String store = store(read);
        Optional<String> volume = read.optionalText(VOLUME);
        volume.ifPresent(name -> requireKnown(store, name));
        return publish(read, new StoreDecision.Consent(store, volume));
    }

    /** Has deletes of a store go on by this log, though the store counts more than it knows of, or another log's. */
    @POST
    @Path("stores/accept-log")
    public Response acceptLog(String body) {
        RequestBody read = read(body, List.of(STORE, ACTOR, REASON));
        String store = store(read);
        CommandSequenceNumber count = view.deleteState(store)
                .ahead()
                .map(StoreDeleteState.Ahead::count)
                .orElseThrow(() -> new InvalidRequestException(
                        STORE,
                        "The store was not seen to count more than this log knows of",
                        "There is nothing to accept; 'slackwater blockers storage' tells what holds its volumes"));
        return publish(read, new StoreDecision.AcceptLog(store, count));
    }

    private void requireKnown(String store, String name) {
        Set<String> known = view.volumes(store).stream()
                .map(volume -> volume.volume().ref().name())
                .collect(Collectors.toSet());
        if (!known.contains(name)) {
            throw new InvalidRequestException(
                    VOLUME,
                    "Slackwater knows no volume %s in %s".formatted(name, store),
                    (NameSuggestions.sentence(name, known) + " 'slackwater storage --store " + store + "' lists them")
                            .strip());
        }
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
}
