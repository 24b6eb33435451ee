package io.slackwater.worker.storage.scan;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.model.StorageTask;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.Volume;
import io.slackwater.worker.storage.check.StrictReferenceSearch;
import io.slackwater.worker.storage.search.HostSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A host as a scan listed it, once for all volumes of the store. */
final class ScannedHost {

    private final StorageTask.Site site;
    private final HostSnapshot listing;
    private final HostConnection host;
    private final Map<List<String>, byte[]> beginnings = new HashMap<>();

    ScannedHost(StorageTask.Site site, HostSnapshot listing, HostConnection host) {
        this.site = site;
        this.listing = listing;
        this.host = host;
    }

    StorageTask.Site site() {
        return site;
    }

    HostSnapshot listing() {
        return listing;
    }

    /** Returns the volumes of the store's pool here; none where the host has it no more. */
    List<Volume> volumes() {
        return listing.pools().stream()
                .filter(pool -> pool.name().equals(site.pool()))
                .findFirst()
                .map(StoragePool::volumes)
                .orElse(List.of());
    }

    /** Returns what refers to a volume on any of the hosts. */
    static List<Blocker> references(List<ScannedHost> hosts, String store, Volume volume) {
        List<Blocker> found = new ArrayList<>();
        for (ScannedHost asked : hosts) {
            found.addAll(asked.references(new VolumeRef(store, volume.name(), volume.path())));
        }
        return found;
    }

    private List<Blocker> references(VolumeRef volume) {
        try {
            return StrictReferenceSearch.search(listing, volume, this::beginning);
        } catch (HypervisorException brokenOff) {
            return List.of(new Blocker(
                    BlockerCode.HOST_UNREACHABLE,
                    site.hostId(),
                    listing.askedAt(),
                    "It broke off while images were read: " + brokenOff.getMessage()));
        }
    }

    private byte[] beginning(String pool, String volume, int length) throws HypervisorException {
        byte[] known = beginnings.get(List.of(pool, volume));
        if (known == null) {
            known = host.beginning(pool, volume, length);
            beginnings.put(List.of(pool, volume), known);
        }
        return known;
    }
}
