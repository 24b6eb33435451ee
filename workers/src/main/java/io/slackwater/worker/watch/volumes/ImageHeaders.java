package io.slackwater.worker.watch.volumes;

import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.Volume;
import io.slackwater.worker.storage.search.QcowReferences;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
 * file than before, or none. One call reads for a bounded time; the next one reads on.
 */
final class ImageHeaders {

    /** How many headers one call reads at most. */
    static final int MOST_READ = 200;

    /** For how long one call reads, but for the header that it is at. */
    private static final Duration MOST_TIME = Duration.ofSeconds(2);

    private static final String QCOW2 = "qcow2";

    /** libvirt takes an image in a block device for raw, whatever it is. */
    private static final Set<String> POOLS_OF_DEVICES = Set.of("logical", "disk", "iscsi", "scsi", "mpath", "zfs");

    private final Clock clock;
    private final Map<Place, Read> read = new HashMap<>();
    private long turns;
    /** What was read up to this turn was read before the pools were listed last. */
    private long turnOfListing;

    private boolean unfinished;

    /** Headers, with a clock that bounds how long they are read. */
    ImageHeaders(Clock clock) {
        this.clock = clock;
    }

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

    /** Takes note that the pools were listed anew: a file may have changed since its header was read. */
    void listedAnew() {
        turnOfListing = turns;
        unfinished = true;
    }

    /**
     * Reads the headers that are not known, {@value #MOST_READ} at most: first those that this process never read, then those that it
     * read longest ago. A header that cannot be read has had its turn, so that the others have theirs.
     *
     * @param published what was published of the headers
     */
    void read(List<StoragePool> pools, PublishedVolumes published, HostConnection host) {
        List<Due> due = due(pools, published);
        Instant end = clock.instant().plus(MOST_TIME);
        boolean isAnswering = true;
        for (Due one : due.subList(0, Math.min(MOST_READ, due.size()))) {
            if (!isAnswering || !clock.instant().isBefore(end)) {
                break;
            }
            isAnswering = read(one, host);
        }
        unfinished = due.stream().anyMatch(one -> isUnread(one.place()));
        forgetOthers(pools);
    }

    /** Whether there may be headers that were not read since the pools were listed last, and whose files may have changed. */
    boolean isUnfinished() {
        return unfinished;
    }

    private List<Due> due(List<StoragePool> pools, PublishedVolumes published) {
        List<Due> due = new ArrayList<>();
        for (StoragePool pool : pools) {
            for (Volume volume : pool.volumes()) {
                Place place = new Place(pool.name(), volume.name());
                if (hasHeader(pool, volume) && isUnread(place) && !isCurrent(place, volume, published)) {
                    due.add(new Due(place, pool, volume));
                }
            }
        }
        due.sort(Comparator.comparingLong(one -> turn(one.place())));
        return due;
    }

    private boolean isUnread(Place place) {
        return turn(place) <= turnOfListing;
    }

    /** Reads a header, and returns whether the host answered. */
    private boolean read(Due due, HostConnection host) {
        ImageHeader header;
        boolean isAnswering = true;
        try {
            header = ImageHeader.of(
                    host.beginning(due.pool().name(), due.volume().name(), QcowReferences.LENGTH));
        } catch (HypervisorException unread) {
            header = ImageHeader.unread(String.valueOf(unread.getMessage()));
            isAnswering = !(unread instanceof HypervisorException.Unreachable);
        } catch (RuntimeException defect) {
            header = ImageHeader.unread("an error of this program: " + defect);
        }
        read.put(due.place(), new Read(new Known(due.volume().stamp(), header), ++turns));
        return isAnswering;
    }

    /** Returns what the header of a volume names, as far as it was read. */
    ImageHeader of(StoragePool pool, Volume volume, PublishedVolumes published) {
        if (!hasHeader(pool, volume)) {
            return ImageHeader.NAMES_NOTHING;
        }
        Place place = new Place(pool.name(), volume.name());
        return ownHeader(place)
                .filter(header -> header.isOf(volume) && (!volume.stamp().isEmpty() || !isUnread(place)))
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
}
