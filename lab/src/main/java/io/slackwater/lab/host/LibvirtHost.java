package io.slackwater.lab.host;

import io.slackwater.lab.LabException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A throw-away libvirt host: a privileged libvirtd in namespaces of its own, over directories of its own, that any
 * process of root reaches at {@link #uri()}. Several live side by side on one machine, and none knows of the machine's
 * own libvirt.
 *
 * <p>Phases of {@link #start}: lay out the directories, enter the namespaces, start the daemon, ask it for its
 * capabilities (so that the first guest does not pay for them). What fails in any of them throws a {@link LabException}
 * and leaves nothing running. The guests survive {@link #kill()}; nothing survives {@link #close()} or the end of this
 * process, whatever ended it.
 */
public final class LibvirtHost implements AutoCloseable {

    private static final Duration DAEMON_STARTS_WITHIN = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(20);

    private final HostDirectories directories;
    private final String name;
    private final HostNamespace namespace;
    private final GuestUser guestUser;

    private LibvirtHost(HostDirectories directories, String name, HostNamespace namespace, GuestUser guestUser) {
        this.directories = directories;
        this.name = name;
        this.namespace = namespace;
        this.guestUser = guestUser;
    }

    /**
     * Starts host {@code index} of {@code workDirectory} with guests that run as root.
     *
     * @see #start(Path, int, GuestUser)
     */
    public static LibvirtHost start(Path workDirectory, int index) {
        return start(workDirectory, index, GuestUser.ROOT);
    }

    /**
     * Starts host {@code index} of {@code workDirectory}, over {@code workDirectory/host-<index>}. What an earlier run left
     * in that directory is deleted first.
     *
     * @param workDirectory not below /run; its path is short enough for a socket's name (about 80 characters)
     * @throws LabException if another run is using the directory, or the daemon does not come up; it then carries the
     *     daemon's own words
     */
    public static LibvirtHost start(Path workDirectory, int index, GuestUser guestUser) {
        return start(workDirectory, index, guestUser, Optional.empty());
    }

    /**
     * Starts host {@code index} of {@code workDirectory} in the network of a file server, which must outlive it.
     *
     * @see #start(Path, int, GuestUser)
     */
    public static LibvirtHost start(Path workDirectory, int index, GlusterServer server) {
        return start(workDirectory, index, GuestUser.ROOT, Optional.of(server.network()));
    }

    private static LibvirtHost start(Path workDirectory, int index, GuestUser guestUser, Optional<Path> network) {
        String name = "lab-" + index;
        HostDirectories directories = HostDirectories.below(workDirectory, index);
        directories.create();
        HostNamespace namespace = HostNamespace.enter(directories.root(), name, network);
        LibvirtHost host = new LibvirtHost(directories, name, namespace, guestUser);
        try {
            directories.layOut(guestUser);
            namespace.mount();
            host.restart();
            directories.keepCapabilities();
            return host;
        } catch (RuntimeException e) {
            host.close();
            throw e;
        }
    }

    /** The libvirt connection URI, for root, from any process of this machine. */
    public String uri() {
        return directories.uri();
    }

    /** What the daemon calls itself ({@code virsh hostname}). */
    public String name() {
        return name;
    }

    /** Whom its guests run as. */
    public GuestUser guestUser() {
        return guestUser;
    }

    /** A directory for storage pools and consoles, at the same path inside and outside of the host; emptied by the next start. */
    public Path storage() {
        return directories.storage();
    }

    /** A {@code virsh} speaking to this host, in the role of the guests' owner. */
    public Virsh virsh() {
        return new Virsh(uri());
    }

    /** Ends the daemon with SIGKILL; the guests go on. */
    public void kill() {
        namespace.signalDaemon("KILL");
        namespace.joinDaemon();
    }

    /** Stops the daemon with SIGSTOP, as if it hung: connections stay open and nothing answers. The guests go on. */
    public void hang() {
        namespace.signalDaemon("STOP");
    }

    /** Undoes {@link #hang()}; returns when the daemon answers, even if it crashed over what its clients did meanwhile. */
    public void unhang() {
        namespace.signalDaemon("CONT");
        awaitAnswer();
    }

    /** Lets the daemon crash (SIGSEGV). It is started again at once, as Debian's service does; the guests go on. */
    public void crash() {
        namespace.signalDaemon("SEGV");
    }

    /** Starts the daemon after {@link #kill()}; returns when it answers, with the guests it found again. */
    public void restart() {
        namespace.startDaemon();
        awaitSocket();
        if (!virsh().attempt("domcapabilities", "--virttype", "qemu").succeeded()) {
            throw new LabException("libvirtd of " + name + " does not serve QEMU: " + directories.daemonLog());
        }
    }

    /** Ends a guest's QEMU process with SIGKILL, as a crash would. */
    public void killGuest(String domain) {
        namespace.killGuest(domain);
    }

    /**
     * Stops a guest's QEMU process with SIGSTOP, as if it hung. libvirt waits for an answer of its monitor without limit, and goes on
     * answering what needs none.
     */
    public void hangGuest(String domain) {
        namespace.hangGuest(domain);
    }

    /** Undoes {@link #hangGuest}. */
    public void unhangGuest(String domain) {
        namespace.unhangGuest(domain);
    }

    /**
     * Ends the processes that stand behind mounts of glusterfs with SIGKILL: the mounts stay, and whoever touches a file there is told
     * that "transport endpoint is not connected".
     */
    public void breakMounts() {
        namespace.breakMounts();
    }

    /** Destroys the guests and ends the daemon; returns when no process and no mount is left. The directory stays. */
    @Override
    public void close() {
        namespace.close();
    }

    private void awaitSocket() {
        await(() -> accepts(directories.socket()));
    }

    private void awaitAnswer() {
        await(() -> accepts(directories.socket()) && virsh().attempt("hostname").succeeded());
    }

    private void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + DAEMON_STARTS_WITHIN.toNanos();
        while (!condition.getAsBoolean()) {
            if (!namespace.daemonIsAlive() || System.nanoTime() > deadline) {
                throw new LabException("libvirtd of " + name + " did not come up: " + directories.daemonLog());
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private static boolean accepts(Path socket) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException notYet) {
            return false;
        }
    }
}
