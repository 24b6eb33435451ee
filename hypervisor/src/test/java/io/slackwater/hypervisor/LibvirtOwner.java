package io.slackwater.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.libvirt.Connect;
import org.libvirt.Domain;
import org.libvirt.LibvirtException;
import org.libvirt.StoragePool;
import org.libvirt.TypedParameter;
import org.libvirt.TypedUlongParameter;

/** Plays the owner's role on a libvirt host, over a connection of its own. */
final class LibvirtOwner implements AutoCloseable {

    private static final int UNDEFINE_MANAGED_SAVE_AND_SNAPSHOTS = 1 | 2;
    private static final int UNDEFINE_CHECKPOINTS = 16;

    private static final int BLOCK_COPY_TRANSIENT_JOB = 4;
    private static final long BYTES_PER_SECOND = 1 << 20;

    private final Connect connect;
    private final Set<UUID> defined = new HashSet<>();

    LibvirtOwner(String uri) throws LibvirtException {
        connect = new Connect(uri);
    }

    /** Opens a host of the adapter under test; skips the test, with the reason, where libvirt is not installed. */
    static HostConnection openOrSkip(String uri) throws HypervisorException {
        try {
            return new StandardHypervisors().open(uri);
        } catch (HypervisorException.Rejected e) {
            Assumptions.assumeFalse(String.valueOf(e.getMessage()).contains("not installed"), e.getMessage());
            throw e;
        }
    }

    void define(String xml) throws LibvirtException {
        defined.add(UUID.fromString(connect.domainDefineXML(xml).getUUIDString()));
    }

    void managedSave(UUID id) throws LibvirtException {
        connect.domainLookupByUUID(id).managedSave();
    }

    void snapshot(UUID id, String name) throws LibvirtException {
        connect.domainLookupByUUID(id).snapshotCreateXML("<domainsnapshot><name>" + name + "</name></domainsnapshot>");
    }

    /** A copy stays under way when it is complete, until it is ended. */
    void beginBlockCopy(UUID id, String disk, Path copy) throws LibvirtException {
        connect.domainLookupByUUID(id)
                .blockCopy(
                        disk,
                        "<disk type='file'><source file='" + copy + "'/><driver type='qcow2'/></disk>",
                        new TypedParameter[] {new TypedUlongParameter("bandwidth", BYTES_PER_SECOND)},
                        BLOCK_COPY_TRANSIENT_JOB);
    }

    void endBlockCopy(UUID id, String disk) throws LibvirtException {
        connect.domainLookupByUUID(id).blockJobAbort(disk, 0);
    }

    /** Offers the disks to a backup tool, which never comes. */
    void beginBackup(UUID id, Path socket) throws LibvirtException {
        String backup = "<domainbackup mode='pull'><server transport='unix' socket='" + socket + "'/></domainbackup>";
        connect.domainLookupByUUID(id).backupBegin(backup, null, 0);
    }

    /** Ends what goes on with a domain as a whole. */
    void endJob(UUID id) throws LibvirtException {
        connect.domainLookupByUUID(id).abortJob();
    }

    void deleteVolumes(String pool, String prefix) throws LibvirtException {
        StoragePool cleaned = connect.storagePoolLookupByName(pool);
        cleaned.refresh(0);
        for (String volume : cleaned.listVolumes()) {
            if (volume.startsWith(prefix)) {
                cleaned.storageVolLookupByName(volume).delete(0);
            }
        }
    }

    /** Lets go of a connection whose host went away. */
    void abandon() {
        try {
            connect.close();
        } catch (LibvirtException e) {
            assertThat(e).as("closing a broken connection").isNotNull();
        }
    }

    /** The test driver refuses the flag of what it has not. */
    private int checkpoints() throws LibvirtException {
        return connect.getType().equals("QEMU") ? UNDEFINE_CHECKPOINTS : 0;
    }

    @Override
    public void close() throws LibvirtException {
        List<LibvirtException> failures = new ArrayList<>();
        for (UUID id : defined) {
            try {
                Domain domain = connect.domainLookupByUUID(id);
                if (domain.isActive() == 1) {
                    domain.destroy();
                }
                domain.undefine(UNDEFINE_MANAGED_SAVE_AND_SNAPSHOTS | checkpoints());
            } catch (LibvirtException e) {
                failures.add(e);
            }
        }
        connect.close();
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }
}
