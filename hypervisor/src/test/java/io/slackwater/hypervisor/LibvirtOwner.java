package io.slackwater.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Plays the owner's role on a libvirt host, over a connection of its own. */
final class LibvirtOwner implements AutoCloseable {

    private static final int UNDEFINE_MANAGED_SAVE_AND_SNAPSHOTS = 1 | 2;

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

    @Override
    public void close() throws LibvirtException {
        List<LibvirtException> failures = new ArrayList<>();
        for (UUID id : defined) {
            try {
                Domain domain = connect.domainLookupByUUID(id);
                if (domain.isActive() == 1) {
                    domain.destroy();
                }
                domain.undefine(UNDEFINE_MANAGED_SAVE_AND_SNAPSHOTS);
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
