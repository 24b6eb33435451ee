package io.slackwater.worker.storage.check;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.Volume;
import io.slackwater.worker.storage.search.HostSnapshot;
import io.slackwater.worker.storage.search.ReferenceSearch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Searches one host, and lists as unclear what it cannot read: a file that cannot be read, or on which this program
 * fails, and a VM. A VM that is not understood may refer to anything on its host. A file that is not understood blocks
 * the store that it lies in; other stores of the host only where a VM uses it as something else than a raw disk.
 */
public final class StrictReferenceSearch {

    private static final Logger LOG = Logger.getLogger(StrictReferenceSearch.class);

    /** With more broken files than this, the host as a whole is unclear. */
    private static final int MOST_BROKEN = 1_000;

    private static final byte[] NOTHING = {};

    private final HostSnapshot listing;
    private final VolumeRef volume;
    private final ReferenceSearch.Images images;
    private final Map<File, String> broken = new LinkedHashMap<>();
    private final List<Blocker> unclear = new ArrayList<>();
    private @Nullable File current;

    /** A file by its place on the host. */
    private record File(String pool, String volume) {}

    private StrictReferenceSearch(HostSnapshot listing, VolumeRef volume, ReferenceSearch.Images images) {
        this.listing = listing;
        this.volume = volume;
        this.images = images;
    }

    /**
     * Returns what refers to the volume on the host, or may.
     *
     * @throws HypervisorException.Unreachable if the host broke off while images were read
     */
    public static List<Blocker> search(HostSnapshot listing, VolumeRef volume, ReferenceSearch.Images images)
            throws HypervisorException {
        return new StrictReferenceSearch(listing, volume, images).search();
    }

    private List<Blocker> search() throws HypervisorException {
        for (Domain domain : listing.domains()) {
            domain.unread().ifPresent(why -> unreadable(domain, why));
        }
        HostSnapshot readable = listing;
        while (broken.size() <= MOST_BROKEN) {
            current = null;
            try {
                return together(ReferenceSearch.search(readable, volume, this::beginning));
            } catch (RuntimeException | StackOverflowError defect) {
                LOG.errorf(
                        defect,
                        "The search of host %s for volume %s failed at %s",
                        listing.hostId(),
                        volume.name(),
                        current);
                if (current != null) {
                    broken.put(current, "An error of this program: " + defect);
                } else {
                    HostSnapshot rest = withoutCulprits(readable);
                    if (rest.equals(readable)) {
                        return together(List.of(whole("An error of this program: " + defect)));
                    }
                    readable = rest;
                }
            }
        }
        return together(List.of(whole("More than " + MOST_BROKEN + " of its files cannot be understood")));
    }

    private byte[] beginning(String pool, String name, int length) throws HypervisorException {
        File file = new File(pool, name);
        if (broken.containsKey(file)) {
            return NOTHING;
        }
        current = file;
        try {
            return images.beginning(pool, name, length);
        } catch (HypervisorException.Rejected refused) {
            broken.put(file, String.valueOf(refused.getMessage()));
            return NOTHING;
        }
    }

    /** Leaves out each volume and each domain that fails when it is searched alone. */
    private HostSnapshot withoutCulprits(HostSnapshot readable) throws HypervisorException {
        List<StoragePool> pools = new ArrayList<>();
        for (StoragePool pool : readable.pools()) {
            List<Volume> sound = new ArrayList<>();
            for (Volume candidate : pool.volumes()) {
                String defect = defect(List.of(with(pool, List.of(candidate))), List.of());
                if (defect.isEmpty()) {
                    sound.add(candidate);
                } else {
                    broken.put(new File(pool.name(), candidate.name()), defect);
                }
            }
            pools.add(with(pool, sound));
        }
        List<Domain> domains = new ArrayList<>();
        for (Domain domain : readable.domains()) {
            String defect = defect(pools, List.of(domain));
            if (defect.isEmpty()) {
                domains.add(domain);
            } else {
                unreadable(domain, defect);
            }
        }
        return with(pools, domains);
    }

    /** Returns what goes wrong with a part of the host; empty where nothing does. */
    private String defect(List<StoragePool> pools, List<Domain> domains) throws HypervisorException {
        try {
            ReferenceSearch.search(with(pools, domains), volume, (pool, name, length) -> NOTHING);
            return "";
        } catch (RuntimeException | StackOverflowError defect) {
            return "An error of this program: " + defect;
        }
    }

    private HostSnapshot with(List<StoragePool> pools, List<Domain> domains) {
        return new HostSnapshot(listing.hostId(), listing.pool(), domains, pools, listing.askedAt());
    }

    private static StoragePool with(StoragePool pool, List<Volume> volumes) {
        return new StoragePool(
                pool.name(),
                pool.type(),
                pool.active(),
                pool.targetPath(),
                pool.capacityBytes(),
                pool.availableBytes(),
                volumes);
    }

    private List<Blocker> together(List<Blocker> found) {
        List<Blocker> all = new ArrayList<>(unclear);
        broken.forEach((file, why) -> {
            if (file.pool().equals(listing.pool()) || ImageUse.ofFile(listing, file.pool(), file.volume())) {
                all.add(new Blocker(
                        BlockerCode.REFERENCE_UNCLEAR,
                        file.volume(),
                        listing.askedAt(),
                        "Volume %s of pool %s on %s cannot be understood, and may refer to it: %s"
                                .formatted(file.volume(), file.pool(), listing.hostId(), why)));
            }
        });
        found.stream()
                .filter(blocker -> all.stream().noneMatch(blocker::sameAs))
                .toList()
                .forEach(all::add);
        return List.copyOf(all);
    }

    private void unreadable(Domain domain, String why) {
        unclear.add(new Blocker(
                BlockerCode.VM_UNKNOWN,
                domain.id().toString(),
                listing.askedAt(),
                "VM %s on %s cannot be read: %s".formatted(domain.name(), listing.hostId(), why)));
    }

    private Blocker whole(String why) {
        return new Blocker(
                BlockerCode.UNKNOWN,
                listing.hostId(),
                listing.askedAt(),
                "Host %s could not be searched: %s".formatted(listing.hostId(), why));
    }
}
