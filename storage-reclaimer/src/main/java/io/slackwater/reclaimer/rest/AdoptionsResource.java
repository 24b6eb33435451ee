package io.slackwater.reclaimer.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.slackwater.domain.adoption.AdoptionClaim;
import io.slackwater.domain.adoption.AdoptionDecision;
import io.slackwater.domain.storage.model.Content;
import io.slackwater.domain.storage.store.StoreDecision;
import io.slackwater.domain.storage.store.StoreDecision.Responsible;
import io.slackwater.domain.storage.volume.Volume;
import io.slackwater.domain.storage.volume.VolumeState;
import io.slackwater.domain.volume.VolumeFormat;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.reclaimer.messaging.DecisionPublisher;
import io.slackwater.reclaimer.rest.StoreSurvey.Result;
import io.slackwater.runtime.rest.InvalidRequestException;
import io.slackwater.runtime.rest.Problem;
import io.slackwater.runtime.rest.RequestBody;
import io.slackwater.topology.storage.query.StorageView;
import io.slackwater.worker.storage.scan.StoreScan.Found;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What could be adopted, and the adoption of what a person names. */
@Path("/adoptions")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Consumes(MediaType.WILDCARD)
@Blocking
public class AdoptionsResource {

    private static final String STORE = "store";
    private static final String VOLUME = "volume";
    private static final String HOLDS = "holds";
    private static final String ACTOR = "actor";
    private static final String REASON = "reason";
    private static final List<String> FIELDS = List.of(STORE, VOLUME, HOLDS, ACTOR, REASON);

    private final StorageView view;
    private final StoreSurvey survey;
    private final StoreMarking marking;
    private final DecisionPublisher channel;
    private final ObjectMapper json;

    AdoptionsResource(
            StorageView view, StoreSurvey survey, StoreMarking marking, DecisionPublisher channel, ObjectMapper json) {
        this.view = view;
        this.survey = survey;
        this.marking = marking;
        this.channel = channel;
        this.json = json;
    }

    /** Returns what is in a store, as its hosts list it now, and what it is known or guessed to hold. Changes nothing. */
    @GET
    public SurveyDocument survey(@QueryParam(STORE) @Nullable String store) throws InterruptedException {
        return survey.document(known(Optional.ofNullable(store).orElse("")));
    }

    /** Adopts one volume; answered 202 when the log has it. What a person names is looked at anew. */
    @POST
    public Response adopt(String body) throws InterruptedException {
        RequestBody read = RequestBody.read(
                json, body, FIELDS, "Send a text for each of %s; %s only of a guess".formatted(FIELDS, HOLDS));
        Responsible by = new Responsible(read.text(ACTOR), read.text(REASON));
        Optional<AdoptionClaim> claim = read.optionalText(HOLDS).map(AdoptionsResource::claim);
        String store = known(read.text(STORE));
        String name = read.text(VOLUME);
        Result result = survey.of(store, name);
        Found found = find(name, store, result);
        requireAdoptable(result, found);
        StoreDecision decision = decision(store, found, AdoptionClaim.judge(found.match(), claim));
        if (!result.hasMarker(store)) {
            // Before it is said: the grace time that begins then is what other hosts have to show that they share the
            // store.
            marking.mark(store, STORE);
        }
        channel.publish(decision, by);
        return Response.accepted().build();
    }

    private String known(String store) {
        return Known.store(store, view.stores());
    }

    private static AdoptionClaim claim(String text) {
        return AdoptionClaim.parse(text)
                .orElseThrow(() -> new InvalidRequestException(
                        HOLDS,
                        text + " is no version of a portion",
                        "Say what the volume holds as debian-12/kernel@6.1.0-50"));
    }

    private static Found find(String name, String store, Result result) {
        return result.volumes().stream()
                .filter(found -> found.volume().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidRequestException(
                        VOLUME,
                        "No host that was asked lists a volume %s in %s".formatted(name, store),
                        result.unasked().isEmpty()
                                ? "GET /adoptions shows what is there"
                                : "Not all hosts were asked: " + HolderDocument.all(result.unasked(), store)));
    }

    private static void requireAdoptable(Result result, Found found) {
        Content content = result.content(found);
        if (!content.isAdoptable()) {
            throw InvalidRequestException.conflict(
                    VOLUME,
                    "It is Slackwater's already: " + content.origin(),
                    "There is nothing to adopt; GET /volumes shows what keeps it");
        }
        Volume volume = result.known().get(found.volume().name());
        if (volume != null && !(volume.state() instanceof VolumeState.Present)) {
            throw InvalidRequestException.conflict(
                    VOLUME,
                    "A rule adopted it, and nothing needs it: it is about to go",
                    "There is nothing to adopt; GET /volumes shows what keeps it");
        }
    }

    private static StoreDecision decision(String store, Found found, AdoptionDecision adoptionDecision) {
        return adoptionDecision.accept(new Deciding(store, found));
    }

    private static VolumeFormat format(String format) {
        return switch (format) {
            case "raw" -> VolumeFormat.RAW;
            case "qcow2" -> VolumeFormat.QCOW2;
            default -> VolumeFormat.UNKNOWN;
        };
    }

    /** Adopts what may be adopted, and refuses the rest. */
    private record Deciding(String store, Found found) implements AdoptionDecision.Visitor<StoreDecision> {

        @Override
        public StoreDecision adoptable(AdoptionDecision.Adoptable adoptable) {
            return new StoreDecision.Adopt(
                    new VolumeRef(store, found.volume().name(), found.volume().path()),
                    adoptable.holds(),
                    adoptable.artifact(),
                    format(found.volume().format()),
                    found.volume().allocationBytes());
        }

        @Override
        public StoreDecision refused(AdoptionDecision.Refused refused) {
            throw new InvalidRequestException(VOLUME, refused.reason(), refused.remedy());
        }

        @Override
        public StoreDecision notYet(AdoptionDecision.NotYet notYet) {
            throw InvalidRequestException.conflict(VOLUME, notYet.reason(), "Ask again in a moment");
        }
    }
}
