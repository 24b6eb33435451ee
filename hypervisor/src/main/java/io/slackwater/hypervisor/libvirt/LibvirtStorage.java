package io.slackwater.hypervisor.libvirt;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.NewVolume;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.TransferListener;
import io.slackwater.hypervisor.Volume;
import io.slackwater.hypervisor.VolumeTraits;
import io.slackwater.hypervisor.xml.MalformedDomainXmlException;
import io.slackwater.hypervisor.xml.StorageXml;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Storage pools and volumes of one connection. Its callers keep the connection open. */
final class LibvirtStorage {

    /** What an empty qcow2 overlay takes, in bytes. */
    private static final long EMPTY_OVERLAY_BYTES = 200_704;

    /** How often a pool is looked up, or its volumes listed, again since what was listed went. */
    private static final int LISTINGS = 5;

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

    /**
     * Returns the pool of that name, or empty where libvirt knows none. One that went while it was read is looked up again: it may be
     * another of the same name by now.
     */
    Optional<StoragePool> pool(String name) throws HypervisorException {
        for (int read = 0; read < LISTINGS; read++) {
            if (!isThere(name)) {
                return Optional.empty();
            }
            try {
                return Optional.of(with(name, this::read));
            } catch (HypervisorException.NotFound went) {
                // It, and not one of its volumes: those are read again in the middle of it.
            }
        }
        throw new HypervisorException.Unreachable(
                "Pool %s went and came back each of %d times that it was read".formatted(name, LISTINGS), null);
    }

    /** Returns one volume as libvirt finds its file now, without a look at the others of its pool. */
    Optional<Volume> volume(String poolName, String name) throws HypervisorException {
        return with(poolName, pool -> {
            if (library.checked(calls.virStoragePoolIsActive(pool), "Asking whether a pool is active") != 1) {
                throw new HypervisorException.NotFound("There is no active pool " + poolName, null);
            }
            try {
                return Optional.of(with(pool, name, this::readVolume));
            } catch (HypervisorException.NotFound gone) {
                return Optional.empty();
            }
        });
    }

    private boolean isThere(String pool) throws HypervisorException {
        try {
            return with(pool, handle -> true);
        } catch (HypervisorException.NotFound gone) {
            return false;
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

    String sha256(String pool, String volume, long length, TransferListener transferListener)
            throws HypervisorException {
        return with(
                pool,
                handle -> with(handle, volume, opened -> new VolumeStream(library, connection)
                        .sha256(opened, volume, length, transferListener)));
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
        Map<String, Volume> volumes = new LinkedHashMap<>();
        boolean isWhole = !active || readVolumes(pool, volumes);
        StoragePool described = describe(pool, active, List.copyOf(volumes.values()));
        return isWhole ? described : described.incomplete();
    }

    /**
     * Reads every volume. Where one went that was listed, the pool is refreshed and listed once more: its file may have got another name.
     * A volume that is read stays as it was read. Returns false where volumes still went at the last listing.
     */
    private boolean readVolumes(Pointer pool, Map<String, Volume> volumes) throws HypervisorException {
        boolean isComplete = false;
        for (int listing = 0; listing < LISTINGS && !isComplete; listing++) {
            refresh.of(pool);
            PointerByReference found = new PointerByReference();
            int count = library.checked(calls.virStoragePoolListAllVolumes(pool, found, 0), "Listing a pool's volumes");
            List<Boolean> read =
                    Handles.each(found, count, calls::virStorageVolFree, volume -> Optional.of(read(volume, volumes)));
            isComplete = !read.contains(false);
        }
        return isComplete;
    }

    /** Reads a volume unless it was read before; returns false where it went. */
    private boolean read(Pointer volume, Map<String, Volume> volumes) throws HypervisorException {
        String name = String.valueOf(calls.virStorageVolGetName(volume));
        if (!volumes.containsKey(name)) {
            try {
                volumes.put(name, readVolume(volume));
            } catch (HypervisorException.NotFound went) {
                return false;
            }
        }
        return true;
    }

    private StoragePool describe(Pointer pool, boolean active, List<Volume> volumes) throws HypervisorException {
        String xml = library.text(calls.virStoragePoolGetXMLDesc(pool, 0), "Reading a pool");
        try {
            return StorageXml.pool(xml, active, volumes);
        } catch (MalformedDomainXmlException e) {
            throw new HypervisorException.Rejected(
                    "libvirt describes pool %s in a way that is not known: %s"
                            .formatted(calls.virStoragePoolGetName(pool), e.getMessage()),
                    e);
        }
    }

    private Volume readVolume(Pointer volume) throws HypervisorException {
        String xml = library.text(calls.virStorageVolGetXMLDesc(volume, 0), "Reading a volume");
        try {
            return StorageXml.volume(xml);
        } catch (MalformedDomainXmlException e) {
            throw new HypervisorException.Rejected(
                    "libvirt describes volume %s in a way that is not known: %s"
                            .formatted(calls.virStorageVolGetName(volume), e.getMessage()),
                    e);
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
