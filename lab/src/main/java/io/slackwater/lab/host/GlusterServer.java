package io.slackwater.lab.host;

import io.slackwater.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A throw-away file server: GlusterFS with one volume of one brick, in namespaces of its own, for hosts that share its network. Nothing
 * outside of them reaches it, and nothing of it survives {@link #close()} or the end of this process, whatever ended it.
 */
public final class GlusterServer implements AutoCloseable {

    /** GlusterFS takes no loopback address for a brick's. This one is meant for documentation, and leads nowhere. */
    private static final String ADDRESS = "192.0.2.1";

    private final NamespaceShell shell;

    private GlusterServer(NamespaceShell shell) {
        this.shell = shell;
    }

    /** What is missing beside {@link Prerequisites}, in words that say what to do about it; empty if a server can be started. */
    public static Optional<String> missing() {
        return Prerequisites.missing().or(() -> {
            List<String> missing = new ArrayList<>();
            if (!Prerequisites.isInstalled("glusterd")) {
                missing.add("glusterd (Debian package glusterfs-server)");
            }
            if (!Prerequisites.isInstalled("ip")) {
                missing.add("ip (Debian package iproute2)");
            }
            if (!Files.exists(Path.of("/dev/fuse"))) {
                missing.add("/dev/fuse (kernel module fuse)");
            }
            return missing.isEmpty() ? Optional.empty() : Optional.of("missing: " + String.join("; ", missing));
        });
    }

    /**
     * Starts a server over {@code workDirectory/gluster}; takes some seconds.
     *
     * @param workDirectory not below /run
     * @param megabytes the capacity of the volume, which is held in memory
     */
    public static GlusterServer start(Path workDirectory, int megabytes) {
        Path directory = workDirectory.toAbsolutePath().resolve("gluster");
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new LabException("cannot create " + directory, e);
        }
        NamespaceShell shell = NamespaceShell.enter(directory, "gluster-namespace.sh", "lab-gluster", Optional.empty());
        GlusterServer server = new GlusterServer(shell);
        try {
            shell.run("serve " + ADDRESS + " " + megabytes + "m");
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Defines and starts a pool of type netfs on the volume. */
    public void addPool(LibvirtHost host, String pool, Path target) {
        host.virsh()
                .run(
                        "pool-define-as",
                        pool,
                        "netfs",
                        "--source-host",
                        ADDRESS,
                        "--source-path",
                        "images",
                        "--source-format",
                        "glusterfs",
                        "--target",
                        target.toString());
        host.virsh().run("pool-build", pool);
        host.virsh().run("pool-start", pool);
    }

    /** Ends the process that serves the files with SIGKILL: its clients are told so at once. */
    public void killBrick() {
        shell.run("signal-brick KILL");
    }

    /** Starts the process after {@link #killBrick()}; the clients find it within seconds. */
    public void restartBrick() {
        shell.run("start-brick");
    }

    /** Stops the process that serves the files with SIGSTOP: whoever touches a file waits, for 42 s at most. */
    public void hang() {
        shell.run("signal-brick STOP");
    }

    /** Undoes {@link #hang()}. */
    public void unhang() {
        shell.run("signal-brick CONT");
    }

    /** Ends the server; returns when no process and no mount is left. The directory stays. */
    @Override
    public void close() {
        shell.close();
    }

    Path network() {
        return shell.network();
    }
}
