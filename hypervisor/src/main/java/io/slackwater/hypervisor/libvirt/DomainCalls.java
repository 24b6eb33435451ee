package io.slackwater.hypervisor.libvirt;

import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;

/**
 * libvirt's functions for domains, as {@code libvirt-domain.h} declares them. A failure is -1 or null; strings that come back as
 * {@link Pointer} are the caller's to free, those that come back as {@link String} are not.
 */
interface DomainCalls extends Library {

    int XML_SECURE = 1;
    int XML_INACTIVE = 2;
    int SAVE_IMAGE_XML_SECURE = 1;
    int SNAPSHOT_XML_SECURE = 1;
    int CHECKPOINT_XML_SECURE = 1;
    int DEFINE_VALIDATE = 1;
    int EVENT_LIFECYCLE = 0;
    int EVENT_BLOCK_JOB = 8;
    int EVENT_DEVICE_REMOVED = 15;
    int EVENT_AGENT_LIFECYCLE = 18;
    int EVENT_DEVICE_ADDED = 19;
    int EVENT_METADATA_CHANGE = 23;

    /**
     * Any domain event's callback: each has a signature of its own that begins with these two. The others are left to the
     * caller, who cleans up after the call in every calling convention that libvirt is built for.
     */
    interface EventCallback extends Callback {
        void invoke(Pointer connection, Pointer domain);
    }

    int virConnectListAllDomains(Pointer connection, PointerByReference domains, int flags);

    @Nullable
    Pointer virDomainLookupByUUID(Pointer connection, byte[] uuid);

    @Nullable
    Pointer virDomainDefineXMLFlags(Pointer connection, String xml, int flags);

    int virDomainFree(Pointer domain);

    int virDomainGetUUID(Pointer domain, byte[] uuid);

    @Nullable
    String virDomainGetName(Pointer domain);

    int virDomainGetState(Pointer domain, IntByReference state, IntByReference reason, int flags);

    int virDomainIsActive(Pointer domain);

    int virDomainIsPersistent(Pointer domain);

    @Nullable
    Pointer virDomainGetXMLDesc(Pointer domain, int flags);

    int virDomainHasManagedSaveImage(Pointer domain, int flags);

    @Nullable
    Pointer virDomainManagedSaveGetXMLDesc(Pointer domain, int flags);

    int virDomainListAllSnapshots(Pointer domain, PointerByReference snapshots, int flags);

    @Nullable
    String virDomainSnapshotGetName(Pointer snapshot);

    @Nullable
    Pointer virDomainSnapshotGetXMLDesc(Pointer snapshot, int flags);

    int virDomainSnapshotFree(Pointer snapshot);

    int virDomainListAllCheckpoints(Pointer domain, PointerByReference checkpoints, int flags);

    @Nullable
    String virDomainCheckpointGetName(Pointer checkpoint);

    @Nullable
    Pointer virDomainCheckpointGetXMLDesc(Pointer checkpoint, int flags);

    int virDomainCheckpointFree(Pointer checkpoint);

    int virDomainGetJobStats(
            Pointer domain, IntByReference type, PointerByReference parameters, IntByReference count, int flags);

    void virTypedParamsFree(@Nullable Pointer parameters, int count);

    /** Returns 1 and fills {@code info}, a {@code virDomainBlockJobInfo}, where a job is under way, else 0. */
    int virDomainGetBlockJobInfo(Pointer domain, String disk, Pointer info, int flags);

    int virDomainCreate(Pointer domain);

    int virDomainShutdown(Pointer domain);

    int virDomainDestroy(Pointer domain);

    int virConnectDomainEventRegisterAny(
            Pointer connection,
            @Nullable Pointer domain,
            int event,
            EventCallback callback,
            @Nullable Pointer opaque,
            @Nullable Pointer free);

    int virConnectDomainEventDeregisterAny(Pointer connection, int registration);
}
