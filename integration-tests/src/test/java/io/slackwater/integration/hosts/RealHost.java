package io.slackwater.integration.hosts;

import io.slackwater.integration.relay.Relay;
import io.slackwater.lab.guest.GuestDefinition;
import io.slackwater.lab.guest.GuestKernel;
import io.slackwater.lab.guest.GuestKit;
import io.slackwater.lab.guest.GuestReport;
import io.slackwater.lab.guest.Guests;
import io.slackwater.lab.host.LibvirtHost;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One host with a pool, and the owner of its guests. */
public final class RealHost {

    /** The pool that holds the portions. */
    public static final String POOL = "images";

    private static final Pattern BACKING = Pattern.compile("<backingStore>\\s*<path>([^<]+)</path>");
    private static final Duration BOOT = Duration.ofSeconds(90);
    private static final Duration POWER_OFF = Duration.ofSeconds(30);
    private static final int MEMORY_MEBIBYTES = 128;
    private static final String DISPOSABLE =
            """
            <metadata>
                <slackwater:vm xmlns:slackwater="urn:slackwater:domain:1">
                  <slackwater:disposable disk="vda"/>
                </slackwater:vm>
              </metadata>
              <memory\
            """;

    private final LibvirtHost host;
    private final GuestKit kit;
    private final Path work;
    private final Path pool;
    private final Guests guests;
    private final Relay relay;

    /**
     * A host.
     *
     * @param work for files that are no volumes
     * @param pool the pool's directory
     */
    RealHost(LibvirtHost host, GuestKit kit, Path work, Path pool) {
        this.host = host;
        this.kit = kit;
        this.work = work;
        this.pool = pool;
        this.guests = new Guests(host);
        guests.createPool(POOL, pool);
        Path daemon = Path.of(URI.create(host.uri()).getQuery().replaceFirst("^socket=", ""));
        this.relay = Relay.start(daemon, socket());
    }

    /** The name under which a portion version is adopted. */
    public static String volumeName(String system, String portion, String version) {
        return system + "-" + portion + "-" + version;
    }

    public String name() {
        return host.name();
    }

    /** Where the services reach it: through the relay. */
    public String uri() {
        return "qemu+unix:///system?socket=" + socket();
    }

    /** What stands between the services and the daemon. */
    public Relay relay() {
        return relay;
    }

    private Path socket() {
        return work.resolve(name() + ".socket");
    }

    /** The daemon and whatever may befall it. */
    public LibvirtHost daemon() {
        return host;
    }

    public Guests guests() {
        return guests;
    }

    /** The directory of its pool. */
    public Path pool() {
        return pool;
    }

    /** The id of its store. */
    public String store() {
        return name() + "/" + POOL;
    }

    /** Stores a portion version under the name by which it is adopted, and returns its path. */
    public Path upload(String system, String portion, String version, Path content) {
        return guests.upload(POOL, volumeName(system, portion, version), content);
    }

    /** Stores an initramfs that boots with these kernels, and returns its path. */
    public Path uploadInitramfs(String system, String version, List<GuestKernel> kernels) throws IOException {
        Path file = Files.createTempFile(work, "initramfs", "");
        kit.writeInitramfs(version, kernels, file);
        try {
            return upload(system, "initrd", version, file);
        } finally {
            Files.delete(file);
        }
    }

    /** Defines a guest without a disk. Returns its UUID. */
    public String define(String name, Path kernel, Path initrd) {
        return guests.define(definition(name, kernel, initrd, Optional.empty())).toString();
    }

    /** Starts a guest without a disk and without a definition of its own: once off, it has vanished. Returns its UUID. */
    public String create(String name, Path kernel, Path initrd) throws IOException {
        Path file = Files.createTempFile(work, "definition", ".xml");
        Files.writeString(
                file, definition(name, kernel, initrd, Optional.empty()).toXml());
        host.virsh().run("create", file.toString(), "--validate");
        Files.delete(file);
        return host.virsh().run("domuuid", name);
    }

    /** Defines a guest whose disk {@code vda} its owner declares disposable. Returns its UUID. */
    public String defineDisposable(String name, Path kernel, Path initrd, Path disk) throws IOException {
        String domain = definition(name, kernel, initrd, Optional.of(disk)).toXml();
        redefine(domain.replaceFirst("<memory", DISPOSABLE));
        return host.virsh().run("domuuid", name);
    }

    /** Puts a whole definition in place of the guest's, which its owner may do at any time. */
    public void redefine(String definition) throws IOException {
        Path file = Files.createTempFile(work, "definition", ".xml");
        Files.writeString(file, definition);
        host.virsh().run("define", file.toString(), "--validate");
        Files.delete(file);
    }

    private GuestDefinition definition(String name, Path kernel, Path initrd, Optional<Path> disk) {
        return new GuestDefinition(name, MEMORY_MEBIBYTES, kernel, initrd, disk, guests.consoleOf(name));
    }

    /** Starts a guest and returns what it then says of itself. */
    public GuestReport boot(String guest) {
        guests.start(guest);
        return awaitReport(guest);
    }

    /** Waits for the first word of a guest's agent. */
    public GuestReport awaitReport(String guest) {
        return guests.awaitReport(guest, BOOT);
    }

    /** Asks a guest to power off, and waits until it has. */
    public void shutDown(String guest) {
        guests.shutdown(guest);
        guests.awaitState(guest, Guests.SHUT_OFF, POWER_OFF);
    }

    /** Whether the owner's own volume list has it. */
    public boolean has(String volume) {
        return volumes().contains(volume);
    }

    /** The names of the volumes in the owner's own list. */
    public List<String> volumes() {
        return host.virsh()
                .run("vol-list", POOL)
                .lines()
                .map(line -> line.strip().split(" ", 2)[0])
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** The path of a volume's backing file, by the owner's own look; empty where it has none. */
    public Optional<Path> backingOf(String volume) {
        Matcher backing = BACKING.matcher(host.virsh().run("vol-dumpxml", "--pool", POOL, volume));
        return backing.find() ? Optional.of(Path.of(backing.group(1))) : Optional.empty();
    }

    void close() throws IOException {
        relay.close();
        host.close();
    }
}
