package io.slackwater.hypervisor.libvirt;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Another client of a host, over connections of its own to libvirt's C library: it makes and deletes snapshots and checkpoints of two
 * VMs that stay, and defines and undefines others, without a pause.
 */
final class RestlessOwner implements AutoCloseable {

    private static final int REDEFINE = 1;
    private static final int METADATA_ONLY = 2;

    private final Calls calls = Native.load("virt", Calls.class);
    private final String uri;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CopyOnWriteArrayList<CompletableFuture<Void>> loops = new CopyOnWriteArrayList<>();
    final AtomicInteger snapshots = new AtomicInteger();
    final AtomicInteger checkpoints = new AtomicInteger();
    final AtomicInteger others = new AtomicInteger();

    RestlessOwner(String uri) {
        this.uri = uri;
    }

    /** The functions of libvirt that an owner's tools call. */
    @SuppressWarnings("checkstyle:MethodName")
    interface Calls extends Library {
        @Nullable
        Pointer virConnectOpen(String uri);

        int virConnectClose(Pointer connection);

        @Nullable
        Pointer virDomainDefineXML(Pointer connection, String xml);

        int virDomainUndefine(Pointer domain);

        int virDomainFree(Pointer domain);

        @Nullable
        Pointer virDomainSnapshotCreateXML(Pointer domain, String xml, int flags);

        int virDomainSnapshotDelete(Pointer snapshot, int flags);

        int virDomainSnapshotFree(Pointer snapshot);

        @Nullable
        Pointer virDomainCheckpointCreateXML(Pointer domain, String xml, int flags);

        int virDomainCheckpointDelete(Pointer checkpoint, int flags);

        int virDomainCheckpointFree(Pointer checkpoint);
    }

    void snapshot(UUID id) {
        repeat(connection -> {
            Pointer domain = define(connection, definition(id));
            Pointer snapshot = required(calls.virDomainSnapshotCreateXML(
                    domain,
                    "<domainsnapshot><name>before</name><creationTime>1</creationTime><state>shutoff</state>%s</domainsnapshot>"
                            .formatted(definition(id)),
                    REDEFINE));
            required(calls.virDomainSnapshotDelete(snapshot, METADATA_ONLY));
            calls.virDomainSnapshotFree(snapshot);
            calls.virDomainFree(domain);
            snapshots.incrementAndGet();
        });
    }

    void checkpoint(UUID id) {
        repeat(connection -> {
            Pointer domain = define(connection, definition(id));
            Pointer checkpoint = required(calls.virDomainCheckpointCreateXML(
                    domain,
                    "<domaincheckpoint><name>backup</name><creationTime>1</creationTime><disks><disk name='vda' checkpoint='bitmap' bitmap='backup'/></disks>%s</domaincheckpoint>"
                            .formatted(definition(id)),
                    REDEFINE));
            required(calls.virDomainCheckpointDelete(checkpoint, METADATA_ONLY));
            calls.virDomainCheckpointFree(checkpoint);
            calls.virDomainFree(domain);
            checkpoints.incrementAndGet();
        });
    }

    void defineOthers() {
        repeat(connection -> {
            Pointer domain = define(connection, definition(UUID.randomUUID()));
            required(calls.virDomainUndefine(domain));
            calls.virDomainFree(domain);
            others.incrementAndGet();
        });
    }

    Pointer define(Pointer connection, String xml) {
        return required(calls.virDomainDefineXML(connection, xml));
    }

    /** Defines a VM that stays. */
    void define(UUID id) {
        Pointer connection = required(calls.virConnectOpen(uri));
        calls.virDomainFree(define(connection, definition(id)));
        calls.virConnectClose(connection);
    }

    static String definition(UUID id) {
        return """
                <domain type='qemu'><name>vm-%1$s</name><uuid>%1$s</uuid><memory unit='MiB'>64</memory>\
                <os><type arch='x86_64' machine='pc'>hvm</type></os>\
                <devices><disk type='file' device='disk'><driver name='qemu' type='qcow2'/>\
                <source file='/nowhere/%1$s.qcow2'/><target dev='vda' bus='virtio'/></disk></devices></domain>"""
                .formatted(id);
    }

    /** Ends, and says whether an owner's call failed. */
    @Override
    public void close() {
        closed.set(true);
        loops.forEach(CompletableFuture::join);
    }

    private void repeat(Act act) {
        loops.add(CompletableFuture.runAsync(
                () -> {
                    Pointer connection = required(calls.virConnectOpen(uri));
                    while (!closed.get()) {
                        act.on(connection);
                    }
                    calls.virConnectClose(connection);
                },
                work -> new Thread(work, "owner").start()));
    }

    private interface Act {
        void on(Pointer connection);
    }

    private static Pointer required(@Nullable Pointer result) {
        if (result == null) {
            throw new IllegalStateException("libvirt refused what its owner asked for");
        }
        return result;
    }

    private static void required(int result) {
        if (result < 0) {
            throw new IllegalStateException("libvirt refused what its owner asked for");
        }
    }
}
