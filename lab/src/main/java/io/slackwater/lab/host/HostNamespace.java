package io.slackwater.lab.host;

import java.nio.file.Path;
import java.util.Optional;

/** The namespaces of one private host, and its daemon in them. */
final class HostNamespace implements AutoCloseable {

    private final NamespaceShell shell;

    private HostNamespace(NamespaceShell shell) {
        this.shell = shell;
    }

    /**
     * Enters new namespaces and takes the lock of {@code directory}.
     *
     * @param network the network namespace to share; empty for a network of its own
     * @throws io.slackwater.lab.LabException if another run holds the directory, or the kernel refuses the namespaces
     */
    static HostNamespace enter(Path directory, String hostName, Optional<Path> network) {
        return new HostNamespace(NamespaceShell.enter(directory, "host-namespace.sh", hostName, network));
    }

    /** Mounts the host's directories over libvirt's; they must be complete. */
    void mount() {
        shell.run("mount");
    }

    void startDaemon() {
        shell.run("start");
    }

    boolean daemonIsAlive() {
        return shell.attempt("alive");
    }

    /** Sends the signal (a name without SIG) to the daemon alone. */
    void signalDaemon(String signal) {
        shell.run("signal " + signal);
    }

    /** Waits until the daemon has ended. */
    void joinDaemon() {
        shell.run("join");
    }

    /** Ends the guest's QEMU process as a crash would. */
    void killGuest(String domain) {
        shell.run("kill-guest " + checked(domain));
    }

    /** Stops the guest's QEMU process, as if it hung. */
    void hangGuest(String domain) {
        shell.run("hang-guest " + checked(domain));
    }

    /** Lets the guest's QEMU process go on. */
    void unhangGuest(String domain) {
        shell.run("unhang-guest " + checked(domain));
    }

    private static String checked(String domain) {
        if (!domain.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException("not a domain name of the lab: " + domain);
        }
        return domain;
    }

    /** Ends the clients of GlusterFS as a crash would. */
    void breakMounts() {
        shell.run("break-mounts");
    }

    /** Ends every process of the host, guests included; returns when the kernel has reaped the last one. */
    @Override
    public void close() {
        shell.close();
    }
}
