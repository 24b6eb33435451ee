package io.slackwater.hypervisor.libvirt;

import com.sun.jna.Pointer;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.Hypervisors;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.libvirt.Connect;
import org.libvirt.LibvirtException;

/**
 * Opens hosts through libvirt, by every URI that libvirt knows. An open to a daemon that hangs blocks without limit;
 * {@link io.slackwater.hypervisor.watch.BoundedOpens} sets one. Calls about domains and questions about storage are bounded here.
 */
public final class LibvirtHypervisors implements Hypervisors {

    /** Seconds between two keepalive probes, and how many may go unanswered: 8 s until a silent host counts as gone. */
    private static final int KEEPALIVE_SECONDS = 2;

    private static final int KEEPALIVE_PROBES = 3;

    /** libvirt's drivers; it asks the local daemon about any other scheme, and so calls a typing error unreachable. */
    private static final Set<String> DRIVERS = Set.of(
            "qemu",
            "test",
            "xen",
            "lxc",
            "vz",
            "bhyve",
            "ch",
            "esx",
            "gsx",
            "vpx",
            "hyperv",
            "vbox",
            "openvz",
            "vmwareplayer",
            "vmwarews",
            "vmwarefusion");

    /** A pool of many thousand files on a slow network file system takes a good part of this. */
    private static final Duration STORAGE_PATIENCE = Duration.ofSeconds(60);

    /** A header is a few KiB. Where it takes longer, its file's server is gone or overloaded. */
    private static final Duration MOST_HEADER_PATIENCE = Duration.ofSeconds(5);

    private static final System.Logger LOG = System.getLogger(LibvirtHypervisors.class.getName());

    private final Duration storagePatience;
    private final DomainTimeouts domainTimeouts;
    private final Map<String, BoundedStorageCalls> questions = new ConcurrentHashMap<>();
    private final Map<String, BoundedStorageCalls> headers = new ConcurrentHashMap<>();
    private final Map<String, BoundedCalls> calls = new ConcurrentHashMap<>();

    public LibvirtHypervisors() {
        this(STORAGE_PATIENCE);
    }

    /**
     * Opens hosts whose storage may be slow.
     *
     * @param storagePatience how long a caller waits for one answer about a host's storage; transfers are not bounded
     */
    public LibvirtHypervisors(Duration storagePatience) {
        this(storagePatience, DomainTimeouts.DEFAULTS);
    }

    /** Opens hosts whose storage may be slow and whose domains may hang. */
    public LibvirtHypervisors(Duration storagePatience, DomainTimeouts domainTimeouts) {
        this.storagePatience = storagePatience;
        this.domainTimeouts = domainTimeouts;
    }

    @Override
    public HostConnection open(String uri) throws HypervisorException {
        requireDriver(uri);
        LibvirtRuntime runtime = LibvirtRuntime.get();
        NativeConnect connect;
        try {
            connect = new NativeConnect(uri);
        } catch (LibvirtException e) {
            throw LibvirtErrors.classifyOpen(uri, runtime.library().lastFailure(), e);
        }
        keepAlive(connect, uri);
        return new LibvirtConnection(
                runtime,
                connect,
                uri,
                new BoundedDomainCalls(calls.computeIfAbsent(uri, host -> new BoundedCalls()), uri, domainTimeouts),
                questions.computeIfAbsent(uri, host -> BoundedStorageCalls.aboutPools(host, storagePatience)),
                headers.computeIfAbsent(uri, host -> BoundedStorageCalls.ofHeaders(host, headerPatience())));
    }

    private Duration headerPatience() {
        return storagePatience.compareTo(MOST_HEADER_PATIENCE) < 0 ? storagePatience : MOST_HEADER_PATIENCE;
    }

    private static void requireDriver(String uri) throws HypervisorException {
        int end = uri.indexOf("://");
        String scheme = end < 0 ? "" : uri.substring(0, end);
        if (!DRIVERS.contains(scheme.split("\\+", 2)[0])) {
            throw new HypervisorException.Rejected("No hypervisor is known for the URI " + uri, null);
        }
    }

    private static void keepAlive(NativeConnect connect, String uri) {
        try {
            connect.setKeepAlive(KEEPALIVE_SECONDS, KEEPALIVE_PROBES);
        } catch (LibvirtException e) {
            LOG.log(System.Logger.Level.DEBUG, "No keepalive with " + uri + ", whose driver runs in this process", e);
        }
    }

    /** The binding's connection, with its address. */
    static final class NativeConnect extends Connect {

        NativeConnect(String uri) throws LibvirtException {
            super(uri);
        }

        Pointer pointer() {
            return vcp.getPointer();
        }
    }
}
