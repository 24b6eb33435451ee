package io.slackwater.hypervisor.libvirt;

import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.virError;

/** libvirt's functions for connections and errors, as {@code libvirt-host.h} and {@code virterror.h} declare them. */
interface ConnectionCalls extends Library {

    /** Called when a connection breaks, on whichever thread noticed. */
    interface CloseCallback extends Callback {
        void invoke(Pointer connection, int reason, @Nullable Pointer opaque);
    }

    int virConnectIsAlive(Pointer connection);

    /** Returns a document that the caller frees; null on a failure. */
    @Nullable
    Pointer virConnectGetCapabilities(Pointer connection);

    int virConnectRegisterCloseCallback(
            Pointer connection, CloseCallback callback, @Nullable Pointer opaque, @Nullable Pointer free);

    int virConnectUnregisterCloseCallback(Pointer connection, CloseCallback callback);

    /** Returns what went wrong last on this thread; null where nothing did. */
    @Nullable
    virError virGetLastError();

    void virResetLastError();
}
