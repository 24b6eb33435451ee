package io.slackwater.worker.storage.oracle;

import io.slackwater.domain.storage.model.StorageTask;
import io.slackwater.domain.storage.model.VolumeCommand;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.worker.storage.StorageWorkerFactory;
import io.slackwater.worker.storage.oracle.RandomImages.Image;
import io.slackwater.worker.storage.oracle.Truth.Listed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The places of a layout as the service knows them: stores that are marked, each with the hosts that have it. */
final class Stores {

    private final Hosts hosts;
    private final Map<Place, String> stores = new HashMap<>();

    Stores(Hosts hosts) {
        this.hosts = hosts;
    }

    /** Marks the places of a new layout, and forgets those of the last. */
    void mark(List<Place> places) throws HypervisorException {
        stores.clear();
        for (Place place : places) {
            mark(place);
        }
    }

    /** Marks a store, as the service does before it deletes anything. */
    private void mark(Place place) throws HypervisorException {
        Place.Pool through = place.pools().get(0);
        String host = hosts.get(through.host()).id();
        String store = host + "/" + through.name();
        StorageWorkerFactory.marking(hosts::to).mark(store, site(through));
        stores.put(place, store);
    }

    /** Returns an image as one of its pools lists it. */
    Listed listed(RandomLayout layout, Image image) {
        List<Place.Pool> pools = image.place().pools();
        Place.Pool pool = pools.get(layout.random().nextInt(pools.size()));
        return new Listed(
                pool.host(),
                pool.name(),
                image.name(),
                pool.target().resolve(image.name()).toString(),
                image.path());
    }

    /** A command to delete a volume through one of its pools; every other host of the store is asked by one of its own. */
    StorageTask order(RandomLayout layout, Listed volume) {
        Place place = layout.places().stream()
                .filter(candidate -> candidate.pools().stream().anyMatch(pool -> is(pool, volume)))
                .findFirst()
                .orElseThrow();
        List<StorageTask.Site> sites = new ArrayList<>();
        for (int host : place.poolHosts()) {
            List<Place.Pool> its = place.on(host);
            Place.Pool pool = its.stream()
                    .filter(candidate -> is(candidate, volume))
                    .findFirst()
                    .orElse(its.get(layout.random().nextInt(its.size())));
            sites.add(host == volume.host() ? 0 : sites.size(), site(pool));
        }
        return new StorageTask(
                "command",
                VolumeCommand.Type.RECLAIM,
                new VolumeRef(stores.getOrDefault(place, ""), volume.name(), volume.path()),
                sites,
                Optional.empty());
    }

    private static boolean is(Place.Pool pool, Listed volume) {
        return pool.host() == volume.host() && pool.name().equals(volume.pool());
    }

    private StorageTask.Site site(Place.Pool pool) {
        return new StorageTask.Site(
                hosts.get(pool.host()).id(), hosts.get(pool.host()).libvirt().uri(), pool.name());
    }
}
