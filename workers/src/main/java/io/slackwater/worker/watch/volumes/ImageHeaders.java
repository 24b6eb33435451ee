package io.slackwater.worker.watch.volumes;

import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.Volume;
import io.slackwater.worker.storage.search.QcowReferences;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the headers of images for what libvirt does not tell of them. A header is read again only where the host tells another time of its
 * file than before, or none.
 */
final class ImageHeaders {

    private static final String QCOW2 = "qcow2";

    /** libvirt takes an image in a block device for raw, whatever it is. */
    private static final Set<String> POOLS_OF_DEVICES = Set.of("logical", "disk", "iscsi", "scsi", "mpath", "zfs");

    private final Map<List<String>, Known> known = new HashMap<>();

    /** A header, and the time of the file when it was read. */
    record Known(String stamp, ImageHeader header) {

        boolean isCurrent(Volume volume) {
            return !stamp.isEmpty()
                    && stamp.equals(volume.stamp())
                    && header.problem().isEmpty();
        }
    }

    /**
     * Returns what the header of a volume names.
     *
     * @param published what was published of the header; empty where nothing was
     * @throws HypervisorException.Unreachable if the host broke off
     */
    ImageHeader of(StoragePool pool, Volume volume, Optional<Known> published, HostConnection host)
            throws HypervisorException {
        if (!volume.format().equals(QCOW2) && !POOLS_OF_DEVICES.contains(pool.type())) {
            return ImageHeader.NAMES_NOTHING;
        }
        List<String> place = List.of(pool.name(), volume.name());
        Optional<Known> before =
                Optional.ofNullable(known.get(place)).or(() -> published).filter(header -> header.isCurrent(volume));
        Known header = before.isPresent() ? before.get() : new Known(volume.stamp(), read(pool, volume, host));
        known.put(place, header);
        return header.header();
    }

    /** Forgets the volumes that a pool does not list any more. */
    void keepOnly(StoragePool pool) {
        Set<String> listed = new HashSet<>();
        pool.volumes().forEach(volume -> listed.add(volume.name()));
        known.keySet().removeIf(place -> place.get(0).equals(pool.name()) && !listed.contains(place.get(1)));
    }

    private static ImageHeader read(StoragePool pool, Volume volume, HostConnection host) throws HypervisorException {
        try {
            return ImageHeader.of(host.beginning(pool.name(), volume.name(), QcowReferences.LENGTH));
        } catch (HypervisorException.NotFound | HypervisorException.Rejected unread) {
            return ImageHeader.unread(String.valueOf(unread.getMessage()));
        } catch (RuntimeException defect) {
            return ImageHeader.unread("an error of this program: " + defect);
        }
    }
}
