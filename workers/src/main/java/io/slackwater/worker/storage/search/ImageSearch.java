package io.slackwater.worker.storage.search;

import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.Volume;
import io.slackwater.hypervisor.paths.RemotePath;
import java.util.Optional;
import java.util.Set;

/**
 * Looks into the images themselves for what libvirt does not tell of them: a qcow2's external data file, the backing file of an image
 * in a volume that libvirt takes for raw as it does not look into block devices, and a backing file in a notation that libvirt does
 * not understand.
 */
final class ImageSearch {

    private static final Set<String> POOLS_OF_DEVICES = Set.of("logical", "disk", "iscsi", "scsi", "mpath", "zfs");

    private final HostSnapshot host;
    private final HostPathResolver paths;
    private final ReferenceSearch.Images images;
    private final ReferenceSearch.Findings findings;

    ImageSearch(
            HostSnapshot host,
            HostPathResolver paths,
            ReferenceSearch.Images images,
            ReferenceSearch.Findings findings) {
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
            Optional<QcowReferences> head =
                    QcowReferences.parse(images.beginning(pool.name(), volume.name(), QcowReferences.LENGTH));
            head.ifPresent(names -> judge(pool, volume, names));
        } catch (HypervisorException.NotFound gone) {
            // It refers to nothing any more.
        } catch (HypervisorException.Rejected unreadable) {
            unclear(pool, volume, "cannot be read: " + unreadable.getMessage());
        }
    }

    private void judge(StoragePool pool, Volume volume, QcowReferences head) {
        head.dataFile().ifPresent(name -> judge(pool, volume, name, "keeps its data in"));
        head.dataFile()
                .filter(QcowReferences::dependsOnDirectory)
                .ifPresent(name ->
                        unclear(pool, volume, "keeps its data in " + name + " of the directory that QEMU runs in"));
        // What the pool tells was judged already, with what the host found behind the name.
        head.backing()
                .filter(name -> !isTold(volume, name))
                .ifPresent(name -> judge(pool, volume, name, "is backed by"));
        if (!head.isWhole()) {
            unclear(pool, volume, "names another file, which cannot be read from its header");
        }
    }

    private static boolean isTold(Volume volume, String name) {
        return volume.backingPath()
                .filter(told -> told.equals(name)
                        || RemotePath.of(told)
                                .equals(RemotePath.of(volume.path()).beside(name)))
                .isPresent();
    }

    private void judge(StoragePool pool, Volume volume, String name, String how) {
        PathResolution resolution = paths.named(volume, name);
        resolution.tell(
                () -> findings.add(
                        BlockerCode.USED_BY_BACKING_CHAIN,
                        volume.name(),
                        "Volume %s of pool %s on %s %s it".formatted(volume.path(), pool.name(), host.hostId(), how)),
                what -> unclear(pool, volume, "%s %s, which may be this".formatted(how, what)));
    }

    private void unclear(StoragePool pool, Volume volume, String what) {
        findings.add(
                BlockerCode.REFERENCE_UNCLEAR,
                volume.name(),
                "Volume %s of pool %s on %s %s".formatted(volume.path(), pool.name(), host.hostId(), what));
    }
}
