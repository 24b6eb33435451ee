package io.slackwater.worker.watch.volumes;

import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.Volume;
import io.slackwater.worker.storage.search.QcowReferences;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the headers of images for what libvirt does not tell of them. A header is read again only where the host tells another time of its
 * file than before, or none. A listing reads a bounded number of headers, so that it ends; the next one reads on.
 */
final class ImageHeaders {

    /** How many headers one listing reads at most. */
    static final int MOST_READ = 200;

    private static final String QCOW2 = "qcow2";

    /** libvirt takes an image in a block device for raw, whatever it is. */
    private static final Set<String> POOLS_OF_DEVICES = Set.of("logical", "disk", "iscsi", "scsi", "mpath", "zfs");

    private final Map<Place, Read> read = new HashMap<>();
    private long turns;
    private boolean unfinished;

    /** A header, and the time of the file when it was read. */
    record Known(String stamp, ImageHeader header) {

        boolean isCurrent(Volume volume) {
            return !stamp.isEmpty() && isOf(volume) && header.problem().isEmpty();
        }

        private boolean isOf(Volume volume) {
            return stamp.equals(volume.stamp());
        }
    }

    private record Place(String pool, String volume) {}

    /**
     * A header that this process read.
     *
     * @param turn a number that grows with each header that is read
     */
    private record Read(Known known, long turn) {}

    private record Due(Place place, StoragePool pool, Volume volume) {}

    /**
     * Reads the headers that are not known, {@value #MOST_READ} at most: first those that this process never read, then those that it
     * read longest ago.
     *
     * @param published what was published of the headers
     * @throws HypervisorException.Unreachable if the host broke off
     */
    void read(List<StoragePool> pools, PublishedVolumes published, HostConnection host) throws HypervisorException {
        List<Due> due = new ArrayList<>();
        for (StoragePool pool : pools) {
            for (Volume volume : pool.volumes()) {
                Place place = new Place(pool.name(), volume.name());
                if (hasHeader(pool, volume) && !isCurrent(place, volume, published)) {
                    due.add(new Due(place, pool, volume));
                }
            }
        }
        due.sort(Comparator.comparingLong(one -> turn(one.place())));
        for (Due one : due.subList(0, Math.min(MOST_READ, due.size()))) {
            Known header = new Known(one.volume().stamp(), header(one.pool(), one.volume(), host));
            read.put(one.place(), new Read(header, ++turns));
        }
        unfinished = due.stream().anyMatch(one -> turn(one.place()) == 0);
        forgetOthers(pools);
    }

    /** Whether there are headers that no listing has come to yet. */
    boolean isUnfinished() {
        return unfinished;
    }

    /** Returns what the header of a volume names, as far as it was read. */
    ImageHeader of(StoragePool pool, Volume volume, PublishedVolumes published) {
        if (!hasHeader(pool, volume)) {
            return ImageHeader.NAMES_NOTHING;
        }
        Place place = new Place(pool.name(), volume.name());
        return ownHeader(place)
                .filter(header -> header.isOf(volume))
                .or(() -> published.header(pool.name(), volume.name()).filter(header -> header.isCurrent(volume)))
                .map(Known::header)
                .orElse(ImageHeader.NOT_READ_YET);
    }

    private static boolean hasHeader(StoragePool pool, Volume volume) {
        return volume.format().equals(QCOW2) || POOLS_OF_DEVICES.contains(pool.type());
    }

    private boolean isCurrent(Place place, Volume volume, PublishedVolumes published) {
        return ownHeader(place)
                .or(() -> published.header(place.pool(), place.volume()))
                .filter(header -> header.isCurrent(volume))
                .isPresent();
    }

    private Optional<Known> ownHeader(Place place) {
        return Optional.ofNullable(read.get(place)).map(Read::known);
    }

    private long turn(Place place) {
        return Optional.ofNullable(read.get(place)).map(Read::turn).orElse(0L);
    }

    /** Forgets the volumes that no pool lists any more. */
    private void forgetOthers(List<StoragePool> pools) {
        Set<Place> listed = new HashSet<>();
        pools.forEach(pool -> pool.volumes().forEach(volume -> listed.add(new Place(pool.name(), volume.name()))));
        read.keySet().retainAll(listed);
    }

    private static ImageHeader header(StoragePool pool, Volume volume, HostConnection host) throws HypervisorException {
        try {
            return ImageHeader.of(host.beginning(pool.name(), volume.name(), QcowReferences.LENGTH));
        } catch (HypervisorException.NotFound | HypervisorException.Rejected unread) {
            return ImageHeader.unread(String.valueOf(unread.getMessage()));
        } catch (RuntimeException defect) {
            return ImageHeader.unread("an error of this program: " + defect);
        }
    }
}
