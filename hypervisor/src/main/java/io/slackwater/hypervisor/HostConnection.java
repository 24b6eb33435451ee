package io.slackwater.hypervisor;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An open connection to one host. Every method but {@link #close} may be called from any thread, blocks until the host
 * answered or the connection's keepalive gave up, and throws {@link HypervisorException.Unreachable} when it did. So do questions
 * about pools and volumes, and the making of overlays, where files of the host hang for a minute; while they hang, no transfer and no
 * delete is begun, and one that has begun waits for them.
 *
 * <p>A call about a domain throws the same once it has hung for a minute, or for five where it starts or stops the domain. It may still
 * have its effect. Until it has ended, every other call about that domain throws the same at once, and those about other domains go on.
 * They go on best over another connection: this one is not alive any more.
 */
public interface HostConnection extends AutoCloseable {

    /**
     * Registers for the host's events. To be called once, before the first listing, so that nothing between the listing
     * and the first event is missed.
     *
     * @param listener called on the hypervisor's event thread: it must only enqueue
     */
    void watch(HostListener listener) throws HypervisorException;

    /**
     * Returns the UUID by which libvirt tells hosts apart: {@code <host><uuid>} of its capabilities. By default it is the firmware's, which
     * cloned machines may share; {@code host_uuid} in libvirtd.conf gives a machine its own. libvirt refuses a migration between two
     * connections that tell the same. Empty where the hypervisor tells none, as libvirt's test driver.
     *
     * @throws HypervisorException.Rejected if what it tells cannot be understood
     */
    Optional<UUID> hostUuid() throws HypervisorException;

    /**
     * Returns every domain of the host, running or not. One that cannot be read whole, since its snapshots go on changing, a document of
     * it is broken or a call about it hangs, is there as {@link Domain#unread}; one that went meanwhile is left out.
     */
    List<Domain> domains() throws HypervisorException;

    /** Returns a domain, be it one that cannot be read whole, or empty where the host has none of that UUID. */
    Optional<Domain> domain(UUID id) throws HypervisorException;

    /**
     * Returns the jobs that are under way with a domain at this moment; none where it does not run, or the hypervisor has no jobs.
     *
     * @throws HypervisorException.NotFound if the host has no such domain
     */
    List<DomainJob> jobs(UUID id) throws HypervisorException;

    /** Returns every storage pool with its volumes, refreshed before it is read; inactive pools have no volumes. */
    List<StoragePool> pools() throws HypervisorException;

    /** Returns the pool of that name with its volumes, refreshed, or empty where the host has none. */
    Optional<StoragePool> pool(String name) throws HypervisorException;

    /**
     * Returns one volume, read anew, or empty where the pool has none of that name. Where a pool cannot be asked for one volume alone, it
     * is read whole.
     *
     * @throws HypervisorException.NotFound if the host has no such pool, or it is inactive
     */
    default Optional<Volume> volume(String pool, String name) throws HypervisorException {
        return pool(pool)
                .filter(StoragePool::active)
                .orElseThrow(() -> new HypervisorException.NotFound("There is no active pool " + pool, null))
                .volume(name);
    }

    /**
     * Replaces the definition of a domain's next start, if it is still the one that the caller read.
     *
     * @param expected the inactive definition that {@code replacement} was made from, as {@link Domain#definition} gave it
     * @param replacement the whole new definition; it is validated against libvirt's schema
     * @throws HypervisorException.Rejected if the definition is not {@code expected} any more, or is refused
     */
    void redefine(UUID id, String expected, String replacement) throws HypervisorException;

    /** Starts a domain that is shut off: from its managed save where it has one, else from its definition. */
    void start(UUID id) throws HypervisorException;

    /** Asks the guest to power off (guest agent or ACPI) and returns at once. */
    void shutdown(UUID id) throws HypervisorException;

    /** Stops a domain without asking the guest. */
    void destroy(UUID id) throws HypervisorException;

    /**
     * Sends a command to the guest agent.
     *
     * @param command a JSON object in the QEMU guest agent's protocol
     * @return the agent's answer, or empty where no agent answered within {@code timeout} (rounded up to seconds)
     * @throws HypervisorException.Rejected if the agent refused the command, or the domain does not run
     */
    Optional<String> askAgent(UUID id, String command, Duration timeout) throws HypervisorException;

    /**
     * Creates a volume and uploads its content. A volume that could not be uploaded whole is deleted again; where the
     * connection broke meanwhile it may stay, with only a part of its content.
     *
     * @param content read to its end; exactly {@code volume.capacityBytes()} bytes for RAW
     * @return the volume as the pool has it
     * @throws HypervisorException.NoSpace if the pool has not enough room
     * @throws HypervisorException.Rejected if a volume of that name is there already
     * @throws IOException if {@code content} could not be read
     */
    Volume upload(String pool, NewVolume volume, InputStream content) throws HypervisorException, IOException;

    /** Reads a volume back and returns the SHA-256 of its first {@code length} bytes, in lower-case hexadecimal. */
    default String sha256(String pool, String volume, long length) throws HypervisorException {
        return sha256(pool, volume, length, TransferListener.FREE);
    }

    /**
     * Reads a volume back and returns the SHA-256 of its first {@code length} bytes, in lower-case hexadecimal.
     *
     * @param transferListener is told of what was read
     */
    String sha256(String pool, String volume, long length, TransferListener transferListener)
            throws HypervisorException;

    /**
     * Reads a volume's beginning.
     *
     * @param length how many bytes; fewer come from a volume that is shorter
     */
    byte[] beginning(String pool, String volume, int length) throws HypervisorException;

    /**
     * Creates an empty qcow2 volume backed by another.
     *
     * @param backing the backing volume; the overlay gets its capacity unless {@code capacityBytes} is larger
     */
    default Volume createOverlay(String pool, String name, Volume backing, long capacityBytes)
            throws HypervisorException {
        return createOverlay(pool, name, backing, capacityBytes, VolumeTraits.DEFAULT);
    }

    /**
     * Creates an empty qcow2 volume backed by another.
     *
     * @param backing the backing volume; the overlay gets its capacity unless {@code capacityBytes} is larger
     * @param traits what it is to have; it is never encrypted
     */
    Volume createOverlay(String pool, String name, Volume backing, long capacityBytes, VolumeTraits traits)
            throws HypervisorException;

    /** Deletes a volume. libvirt does not ask whether it is in use: the caller must know. */
    void delete(String pool, String volume) throws HypervisorException;

    /** Whether the connection is still usable, without asking the host. */
    boolean isAlive();

    /** Closes the connection and releases all that it holds; never throws, may be called twice. */
    @Override
    void close();
}
