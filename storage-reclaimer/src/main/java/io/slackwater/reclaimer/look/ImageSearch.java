package io.slackwater.reclaimer.look;

import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.Volume;
import io.slackwater.reclaimer.volume.BlockerCode;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Looks into the images themselves for what libvirt does not tell of them: a qcow2's external data file, the backing file of an image
 * in a volume that libvirt takes for raw as it does not look into block devices, and a backing file in a notation that libvirt does
 * not understand.
 */
final class ImageSearch {

    private static final Set<String> POOLS_OF_DEVICES = Set.of("logical", "disk", "iscsi", "scsi", "mpath", "zfs");
    private static final Pattern PROTOCOL = Pattern.compile("[a-zA-Z0-9+.-]+:.*", Pattern.DOTALL);

    private final HostListing host;
    private final HostPaths paths;
    private final ReferenceSearch.Images images;
    private final ReferenceSearch.Findings findings;

    ImageSearch(HostListing host, HostPaths paths, ReferenceSearch.Images images, ReferenceSearch.Findings findings) {
        this.host = host;
        this.paths = paths;
        this.images = images;
        this.findings = findings;
    }

    void search() throws HypervisorException {
        for (StoragePool pool : host.pools()) {
            for (Volume volume : pool.volumes()) {
                if (mayNameOthers(pool, volume) && !paths.isTarget(volume.path())) {
                    search(pool, volume);
                }
            }
        }
    }

    private static boolean mayNameOthers(StoragePool pool, Volume volume) {
        return volume.format().equals("qcow2") || POOLS_OF_DEVICES.contains(pool.type());
    }

    private void search(StoragePool pool, Volume volume) throws HypervisorException {
        try {
            Optional<ImageHead> head = ImageHead.parse(images.beginning(pool.name(), volume.name(), ImageHead.LENGTH));
            head.ifPresent(names -> judge(volume, names));
        } catch (HypervisorException.NotFound gone) {
            // It refers to nothing any more.
        } catch (HypervisorException.Rejected unreadable) {
            unclear(volume, "cannot be read: " + unreadable.getMessage());
        }
    }

    private void judge(Volume volume, ImageHead head) {
        head.dataFile().ifPresent(name -> judge(volume, name, "keeps its data in", true));
        head.backing()
                .ifPresent(name ->
                        judge(volume, name, "is backed by", volume.backingPath().isEmpty()));
        if (!head.isWhole()) {
            unclear(volume, "names another file, which cannot be read from its header");
        }
    }

    private void judge(Volume volume, String name, String how, boolean onlyHere) {
        boolean isPath = name.startsWith("/") || !PROTOCOL.matcher(name).matches();
        HostPaths.Lead lead = isPath ? paths.of(HostPaths.below(volume.path(), name)) : HostPaths.Lead.UNCLEAR;
        if (lead == HostPaths.Lead.TARGET) {
            findings.add(
                    BlockerCode.USED_BY_BACKING_CHAIN,
                    volume.name(),
                    "Volume %s on %s %s it".formatted(volume.path(), host.hostId(), how));
        } else if (lead == HostPaths.Lead.UNCLEAR && onlyHere) {
            unclear(volume, how + " " + name + ", which no pool lists and which may be this");
        }
    }

    private void unclear(Volume volume, String what) {
        findings.add(
                BlockerCode.REFERENCE_UNCLEAR,
                volume.name(),
                "Volume %s on %s %s".formatted(volume.path(), host.hostId(), what));
    }
}
