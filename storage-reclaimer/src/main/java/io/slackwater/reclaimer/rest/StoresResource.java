package io.slackwater.reclaimer.rest;

import io.slackwater.domain.storage.host.StoreHosts;
import io.slackwater.domain.storage.model.Content;
import io.slackwater.domain.storage.model.VolumeOrigin;
import io.slackwater.domain.storage.store.VolumeStatus;
import io.slackwater.domain.storage.volume.Volume;
import io.slackwater.runtime.rest.Limit;
import io.slackwater.runtime.rest.Problem;
import io.slackwater.topology.storage.query.StorageView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is in the stores of this instance, and why, and what was. */
@Path("/")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Blocking
public class StoresResource {

    private static final Comparator<VolumeDocument> ORDER = Comparator.comparing(VolumeDocument::store)
            .thenComparing(VolumeDocument::portion, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(VolumeDocument::volume);

    private final StorageView view;

    StoresResource(StorageView view) {
        this.view = view;
    }

    /** Returns the stores, by id. */
    @GET
    @Path("stores")
    public List<StoreDocument> stores() {
        return view.stores().stream().map(this::document).toList();
    }

    private StoreDocument document(String store) {
        StoreHosts hosts = view.hosts(store);
        return StoreDocument.of(store, hosts, view.contactSince(hosts, store));
    }

    /**
     * Returns the volumes that are there or on their way, by store and portion.
     *
     * @param store only those of this store
     * @param portion only those that hold a version of this portion
     */
    @GET
    @Path("volumes")
    public List<VolumeDocument> volumes(
            @QueryParam("store") @Nullable String store, @QueryParam("portion") @Nullable String portion) {
        List<VolumeDocument> volumes = chosen(Optional.ofNullable(store)).stream()
                .flatMap(chosen -> view.volumes(chosen).stream())
                .filter(volume -> portion == null || holds(volume, portion))
                .map(VolumeDocument::of)
                .sorted(ORDER)
                .toList();
        return ofKnown(portion, volumes);
    }

    /**
     * Returns what was deleted, the latest first.
     *
     * @param store only of this store
     * @param portion only what held a version of this portion
     * @param overlays whether to tell of the overlays that updates replaced, one for each VM and change; else of all but these
     * @param limit how many to tell of
     */
    @GET
    @Path("volumes/deleted")
    public DeletedDocument deleted(
            @QueryParam("store") @Nullable String store,
            @QueryParam("portion") @Nullable String portion,
            @QueryParam("overlays") boolean overlays,
            @QueryParam("limit") @Nullable String limit) {
        int most = Limit.read(limit);
        List<Volume> reclaimed = chosen(Optional.ofNullable(store)).stream()
                .flatMap(chosen -> view.reclaimed(chosen).stream())
                .filter(volume -> portion == null || held(volume, portion))
                .filter(volume -> overlays == wasReplaced(volume))
                .toList();
        return DeletedDocument.of(ofKnown(portion, reclaimed), most);
    }

    private Set<String> chosen(Optional<String> store) {
        Set<String> known = view.stores();
        return store.map(named -> Set.of(Known.store(named, known))).orElse(known);
    }

    /** What is chosen may be nothing; then it matters whether there is such a portion. */
    private <T> List<T> ofKnown(@Nullable String portion, List<T> found) {
        if (found.isEmpty() && portion != null) {
            Known.portion(portion, view.portions());
        }
        return found;
    }

    private static boolean holds(VolumeStatus volume, String portion) {
        return holds(volume.volume().content(), portion);
    }

    private static boolean wasReplaced(Volume volume) {
        return volume.reclaimed()
                .filter(last -> last.content().origin() == VolumeOrigin.REPLACED)
                .isPresent();
    }

    private static boolean held(Volume volume, String portion) {
        return volume.reclaimed().filter(last -> holds(last.content(), portion)).isPresent();
    }

    private static boolean holds(Content content, String portion) {
        return content.holds()
                .filter(version -> version.portion().equals(portion))
                .isPresent();
    }
}
