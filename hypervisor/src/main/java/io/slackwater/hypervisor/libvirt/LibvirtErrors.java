package io.slackwater.hypervisor.libvirt;

import io.slackwater.hypervisor.HypervisorException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.virError;

/** Sorts libvirt's errors into the port's exceptions, by code, domain and errno ({@code virterror.h}). */
final class LibvirtErrors {

    static final int INTERNAL_ERROR = 1;
    static final int NO_SUPPORT = 3;
    static final int NO_CONNECT = 5;
    static final int INVALID_CONNECTION = 6;
    static final int INVALID_ARGUMENT = 8;
    static final int SYSTEM_ERROR = 38;
    static final int RPC = 39;
    static final int AUTHENTICATION_FAILED = 45;
    static final int CONFIGURATION_UNSUPPORTED = 67;
    static final int OPERATION_INVALID = 55;
    static final int OPERATION_TIMEOUT = 68;
    static final int ARGUMENT_UNSUPPORTED = 74;
    static final int AGENT_UNRESPONSIVE = 86;
    static final int RESOURCE_BUSY = 87;
    static final int AGENT_UNSYNCED = 97;

    private static final int NO_SPACE_LEFT = 28;
    private static final int QUOTA_EXCEEDED = 122;

    /**
     * ECONNABORTED, ENOTCONN, ETIMEDOUT, ECONNREFUSED, EHOSTDOWN, EHOSTUNREACH, ESTALE: the server of a network file system is away,
     * or its client on the host. FUSE says the first to whoever was waiting when its client ended, and the second to all who come after.
     */
    private static final Set<Integer> SERVER_AWAY = Set.of(103, 107, 110, 111, 112, 113, 116);

    private static final int NO_DOMAIN = 42;
    private static final int NO_STORAGE_POOL = 49;
    private static final int NO_STORAGE_VOLUME = 50;
    private static final Set<Integer> NOT_FOUND = Set.of(NO_DOMAIN, NO_STORAGE_POOL, NO_STORAGE_VOLUME);

    /** A snapshot or checkpoint that was listed went before it was read: its domain is there, and is to be read again. */
    private static final int NO_DOMAIN_SNAPSHOT = 72;

    private static final int NO_DOMAIN_CHECKPOINT = 103;
    private static final Set<Integer> TRANSIENT_CODES = Set.of(
            INVALID_CONNECTION,
            RPC,
            OPERATION_TIMEOUT,
            RESOURCE_BUSY,
            AGENT_UNRESPONSIVE,
            NO_DOMAIN_SNAPSHOT,
            NO_DOMAIN_CHECKPOINT);
    private static final Set<Integer> TRANSPORT_DOMAINS = Set.of(7, 13);
    private static final Set<Integer> HOPELESS_OPENS =
            Set.of(NO_CONNECT, INVALID_ARGUMENT, CONFIGURATION_UNSUPPORTED, AUTHENTICATION_FAILED);

    /**
     * An error of libvirt.
     *
     * @param code its {@code virErrorNumber}
     * @param domain its {@code virErrorDomain}
     * @param errno the {@code errno} of a system error, else anything
     */
    record Failure(int code, int domain, int errno, String message) {

        static final Failure NONE = new Failure(0, 0, 0, "libvirt gives no reason");

        static Failure of(@Nullable virError error) {
            return error == null
                    ? NONE
                    : new Failure(error.code, error.domain, error.int1, String.valueOf(error.message));
        }
    }

    private LibvirtErrors() {}

    /**
     * Returns the exception for an error on an open connection.
     *
     * @param what what was tried, as the beginning of a sentence
     */
    static HypervisorException classify(String what, Failure failure) {
        String message = what + ": " + failure.message();
        if (NOT_FOUND.contains(failure.code())) {
            return new HypervisorException.NotFound(message, null);
        }
        if (failure.code() == SYSTEM_ERROR && (failure.errno() == NO_SPACE_LEFT || failure.errno() == QUOTA_EXCEEDED)) {
            return new HypervisorException.NoSpace(message, null);
        }
        boolean transport = TRANSPORT_DOMAINS.contains(failure.domain()) && failure.code() != NO_SUPPORT;
        boolean isServerAway = failure.code() == SYSTEM_ERROR && SERVER_AWAY.contains(failure.errno());
        return transport || isServerAway || TRANSIENT_CODES.contains(failure.code())
                ? new HypervisorException.Unreachable(message, null)
                : new HypervisorException.Rejected(message, null);
    }

    /** Returns the exception for an open that failed: nobody answers, unless it is the URI's or the credentials' fault. */
    static HypervisorException classifyOpen(String uri, Failure failure, Throwable cause) {
        String message = "Cannot open " + uri + ": " + failure.message();
        return HOPELESS_OPENS.contains(failure.code())
                ? new HypervisorException.Rejected(message, cause)
                : new HypervisorException.Unreachable(message, cause);
    }
}
