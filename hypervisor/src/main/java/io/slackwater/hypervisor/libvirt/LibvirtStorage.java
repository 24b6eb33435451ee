package io.slackwater.hypervisor.libvirt;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.NewVolume;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.Traffic;
import io.slackwater.hypervisor.Volume;
import io.slackwater.hypervisor.VolumeTraits;
import io.slackwater.hypervisor.xml.MalformedDomainXmlException;
import io.slackwater.hypervisor.xml.StorageXml;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Storage pools and volumes of one connection. Its callers keep the connection open. */
final class LibvirtStorage {

    /** What an empty qcow2 overlay takes, in bytes. */
    private static final long EMPTY_OVERLAY_BYTES = 200_704;

    private final LibvirtLibrary library;
    private final StorageCalls calls;
    private final PoolRefresh refresh;
    private final Pointer connection;

    LibvirtStorage(LibvirtLibrary library, Pointer connection) {
        this.library = library;
        this.calls = library.storage();
        this.refresh = new PoolRefresh(library);
        this.connection = connection;
    }

    List<String> poolNames() throws HypervisorException {
        PointerByReference found = new PointerByReference();
        int count = library.checked(calls.virConnectListAllStoragePools(connection, found, 0), "Listing the pools");
        return Handles.each(
                found, count, calls::virStoragePoolFree, pool -> Optional.of(calls.virStoragePoolGetName(pool)));
    }

    Optional<StoragePool> pool(String name) throws HypervisorException {
        try {
            return Optional.of(with(name, this::read));
        } catch (HypervisorException.NotFound e) {
            return Optional.empty();
        }
    }

    Volume upload(String poolName, NewVolume volume, InputStream content) throws HypervisorException, IOException {
        Pointer pool = lookUp(poolName);
        try {
            requireRoom(pool, volume.name(), volume.capacityBytes());
            Pointer created = create(pool, volume.name(), StorageXml.uploaded(volume));
            try {
                fill(created, volume, content);
            } finally {
                calls.virStorageVolFree(created);
            }
            refresh.of(pool);
            return with(pool, volume.name(), this::readVolume);
        } finally {
            calls.virStoragePoolFree(pool);
        }
    }

    String sha256(String pool, String volume, long length, Traffic traffic) throws HypervisorException {
        return with(
                pool,
                handle -> with(handle, volume, opened -> new VolumeStream(library, connection)
                        .sha256(opened, volume, length, traffic)));
    }

    byte[] beginning(String pool, String volume, int length) throws HypervisorException {
        return with(
                pool,
                handle -> with(handle, volume, opened -> new VolumeStream(library, connection)
                        .beginning(opened, volume, length)));
    }

    Volume createOverlay(String poolName, String name, Volume backing, long capacityBytes, VolumeTraits traits)
            throws HypervisorException {
        return with(poolName, pool -> {
            requireRoom(pool, name, EMPTY_OVERLAY_BYTES);
            long capacity = Math.max(capacityBytes, backing.capacityBytes());
            Pointer created = create(pool, name, StorageXml.overlay(name, backing, capacity, traits));
            calls.virStorageVolFree(created);
            refresh.of(pool);
            return with(pool, name, this::readVolume);
        });
    }

    void delete(String pool, String volume) throws HypervisorException {
        with(
                pool,
                handle -> with(
                        handle,
                        volume,
                        doomed -> library.checked(calls.virStorageVolDelete(doomed, 0), "Deleting volume " + volume)));
    }

    /** Uploads, or deletes the volume again. */
    private void fill(Pointer created, NewVolume volume, InputStream content) throws HypervisorException, IOException {
        boolean whole = false;
        try {
            new VolumeStream(library, connection).upload(created, volume, content);
            whole = true;
        } finally {
            if (!whole) {
                calls.virStorageVolDelete(created, 0);
            }
        }
    }

    /** Refreshes the pool, and looks whether a volume of that name and size would fit in. */
    private void requireRoom(Pointer pool, String volume, long bytes) throws HypervisorException {
        refresh.of(pool);
        StoragePool room = describe(pool, true, List.of());
        Pointer present = calls.virStorageVolLookupByName(pool, volume);
        if (present != null) {
            calls.virStorageVolFree(present);
            throw new HypervisorException.Rejected(
                    "Pool " + room.name() + " has a volume " + volume + " already", null);
        }
        if (bytes > room.availableBytes()) {
            throw new HypervisorException.NoSpace(
                    "Pool %s has %d bytes free, %s needs %d"
                            .formatted(room.name(), room.availableBytes(), volume, bytes),
                    null);
        }
    }

    private Pointer create(Pointer pool, String volume, String xml) throws HypervisorException {
        return library.checked(calls.virStorageVolCreateXML(pool, xml, 0), "Creating volume " + volume);
    }

    private StoragePool read(Pointer pool) throws HypervisorException {
        boolean active = library.checked(calls.virStoragePoolIsActive(pool), "Asking whether a pool is active") == 1;
        List<Volume> volumes = List.of();
        if (active) {
            refresh.of(pool);
            PointerByReference found = new PointerByReference();
            int count = library.checked(calls.virStoragePoolListAllVolumes(pool, found, 0), "Listing a pool's volumes");
            volumes = Handles.each(found, count, calls::virStorageVolFree, this::readVolumeIfThere);
        }
        return describe(pool, active, volumes);
    }

    private StoragePool describe(Pointer pool, boolean active, List<Volume> volumes) throws HypervisorException {
        String xml = library.text(calls.virStoragePoolGetXMLDesc(pool, 0), "Reading a pool");
        try {
            return StorageXml.pool(xml, active, volumes);
        } catch (MalformedDomainXmlException e) {
            throw new HypervisorException.Rejected("libvirt describes a pool in a way that is not known", e);
        }
    }

    private Optional<Volume> readVolumeIfThere(Pointer volume) throws HypervisorException {
        try {
            return Optional.of(readVolume(volume));
        } catch (HypervisorException.NotFound e) {
            return Optional.empty();
        }
    }

    private Volume readVolume(Pointer volume) throws HypervisorException {
        String xml = library.text(calls.virStorageVolGetXMLDesc(volume, 0), "Reading a volume");
        try {
            return StorageXml.volume(xml);
        } catch (MalformedDomainXmlException e) {
            throw new HypervisorException.Rejected("libvirt describes a volume in a way that is not known", e);
        }
    }

    private Pointer lookUp(String pool) throws HypervisorException {
        return library.checked(calls.virStoragePoolLookupByName(connection, pool), "Looking up pool " + pool);
    }

    private <T> T with(String pool, Handles.Action<T> action) throws HypervisorException {
        Pointer handle = lookUp(pool);
        try {
            return action.apply(handle);
        } finally {
            calls.virStoragePoolFree(handle);
        }
    }

    private <T> T with(Pointer pool, String volume, Handles.Action<T> action) throws HypervisorException {
        Pointer handle = library.checked(calls.virStorageVolLookupByName(pool, volume), "Looking up volume " + volume);
        try {
            return action.apply(handle);
        } finally {
            calls.virStorageVolFree(handle);
        }
    }
}
