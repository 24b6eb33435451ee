package io.slackwater.reclaimer.rest;

import io.slackwater.reclaimer.kafka.StorageView;
import io.slackwater.reclaimer.store.VolumeStanding;
import io.slackwater.reclaimer.volume.StoreHosts;
import io.slackwater.runtime.rest.InvalidRequestException;
import io.slackwater.runtime.rest.Problem;
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

/** What is in the stores of this instance, and why. */
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
        return chosen(Optional.ofNullable(store)).stream()
                .flatMap(chosen -> view.volumes(chosen).stream())
                .filter(volume -> portion == null || holds(volume, portion))
                .map(VolumeDocument::of)
                .sorted(ORDER)
                .toList();
    }

    private Set<String> chosen(Optional<String> store) {
        Set<String> known = view.stores();
        store.filter(wanted -> !known.contains(wanted)).ifPresent(unknown -> {
            throw new InvalidRequestException(
                    "store", "This instance knows no store " + unknown, "The stores are " + known);
        });
        return store.map(Set::of).orElse(known);
    }

    private static boolean holds(VolumeStanding volume, String portion) {
        return volume.volume()
                .content()
                .holds()
                .filter(version -> version.portion().equals(portion))
                .isPresent();
    }
}
