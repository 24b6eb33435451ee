package io.slackwater.hypervisor.libvirt;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.libvirt.LibvirtErrors.Failure;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The native library, loaded.
 *
 * @param domains its functions for domains
 * @param storage its functions for storage and streams
 * @param connections its functions for connections and errors
 * @param agents its function for guest agents
 */
record LibvirtLibrary(DomainCalls domains, StorageCalls storage, ConnectionCalls connections, AgentCalls agents) {

    private static final Map<String, Object> OPTIONS = Map.of(Library.OPTION_STRING_ENCODING, "UTF-8");

    /**
     * Loads the library.
     *
     * @param name {@code virt}
     * @throws HypervisorException.Rejected if it is not installed on this machine
     */
    static LibvirtLibrary load(String name) throws HypervisorException {
        try {
            return new LibvirtLibrary(
                    Native.load(name, DomainCalls.class, OPTIONS),
                    Native.load(name, StorageCalls.class, OPTIONS),
                    Native.load(name, ConnectionCalls.class, OPTIONS),
                    Native.load(name + "-qemu", AgentCalls.class, OPTIONS));
        } catch (LinkageError e) {
            throw new HypervisorException.Rejected(
                    "libvirt's client library is not installed on this machine: install the package libvirt0 (Debian,"
                            + " Ubuntu), libvirt-libs (Fedora, RHEL) or libvirt (others)",
                    e);
        }
    }

    /** Returns what went wrong last on this thread. */
    Failure lastFailure() {
        return Failure.of(connections.virGetLastError());
    }

    /** Passes a function's result on, unless it says that it failed. */
    int checked(int result, String what) throws HypervisorException {
        if (result < 0) {
            throw LibvirtErrors.classify(what, lastFailure());
        }
        return result;
    }

    /** Passes a function's result on, unless it says that it failed. */
    Pointer checked(@Nullable Pointer result, String what) throws HypervisorException {
        if (result == null) {
            throw LibvirtErrors.classify(what, lastFailure());
        }
        return result;
    }

    /** Reads a string that a function gave to its caller, and frees it. */
    String text(@Nullable Pointer result, String what) throws HypervisorException {
        Pointer text = checked(result, what);
        try {
            return text.getString(0, "UTF-8");
        } finally {
            Native.free(Pointer.nativeValue(text));
        }
    }
}
