package io.slackwater.hypervisor.libvirt;

import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;

/**
 * libvirt's functions for storage and streams, as {@code libvirt-storage.h} and {@code libvirt-stream.h} declare them. A failure is
 * -1 or null; strings that come back as {@link Pointer} are the caller's to free, those that come back as {@link String} are not.
 */
interface StorageCalls extends Library {

    int EVENT_LIFECYCLE = 0;

    /** A pool event's callback. */
    interface EventCallback extends Callback {
        void invoke(Pointer connection, Pointer pool);
    }

    int virConnectListAllStoragePools(Pointer connection, PointerByReference pools, int flags);

    @Nullable
    Pointer virStoragePoolLookupByName(Pointer connection, String name);

    int virStoragePoolFree(Pointer pool);

    @Nullable
    String virStoragePoolGetName(Pointer pool);

    int virStoragePoolIsActive(Pointer pool);

    int virStoragePoolRefresh(Pointer pool, int flags);

    @Nullable
    Pointer virStoragePoolGetXMLDesc(Pointer pool, int flags);

    int virStoragePoolListAllVolumes(Pointer pool, PointerByReference volumes, int flags);

    @Nullable
    Pointer virStorageVolLookupByName(Pointer pool, String name);

    @Nullable
    String virStorageVolGetName(Pointer volume);

    @Nullable
    Pointer virStorageVolCreateXML(Pointer pool, String xml, int flags);

    @Nullable
    Pointer virStorageVolGetXMLDesc(Pointer volume, int flags);

    int virStorageVolDelete(Pointer volume, int flags);

    int virStorageVolFree(Pointer volume);

    int virStorageVolUpload(Pointer volume, Pointer stream, long offset, long length, int flags);

    int virStorageVolDownload(Pointer volume, Pointer stream, long offset, long length, int flags);

    @Nullable
    Pointer virStreamNew(Pointer connection, int flags);

    /** {@code length} is a {@code size_t}: a long on every 64-bit platform. */
    int virStreamSend(Pointer stream, byte[] data, long length);

    int virStreamRecv(Pointer stream, byte[] data, long length);

    int virStreamFinish(Pointer stream);

    int virStreamAbort(Pointer stream);

    int virStreamFree(Pointer stream);

    int virConnectStoragePoolEventRegisterAny(
            Pointer connection,
            @Nullable Pointer pool,
            int event,
            EventCallback callback,
            @Nullable Pointer opaque,
            @Nullable Pointer free);

    int virConnectStoragePoolEventDeregisterAny(Pointer connection, int registration);
}
