package io.slackwater.standalone.demo.engine;

import io.slackwater.schemas.VolumeRef;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Carries the demo's fleet and lets the demo act as its owner. Once started, its hosts can be connected to; {@link
 * #populate} then makes the VMs. Every method throws {@link EngineException} where the hypervisor refuses.
 */
public sealed interface Engine extends AutoCloseable permits QemuEngine, SimulatedEngine {

    /** Returns the name that the command line knows it by. */
    String name();

    /** Returns what the services must know of the fleet: its hosts, its old kernels, and where new ones come from. */
    Map<String, String> serviceProperties();

    /** Makes the VMs with the older kernel, starts them, and returns when all of them run. */
    void populate(Consumer<String> say);

    /** Returns the UUIDs of the VMs, in the order in which they were made. */
    List<String> vms();

    /** Sees to it that patch-ingest, whose REST interface is at {@code patchIngest}, learns of the newer kernel. */
    void offerChange(URI patchIngest) throws InterruptedException;

    /** Returns the time from one VM's shutdown to the next. */
    Duration betweenShutdowns();

    /** Returns after how long a VM that did not do as it was told is told again. */
    Duration ownersPatience();

    /** Asks a guest to power off; returns at once. */
    void shutDown(String vm);

    /** Starts a VM. */
    void start(String vm);

    /** Whether the store has the volume, by the hypervisor's own word. */
    boolean holds(VolumeRef volume);

    /** Leaves nothing running and nothing mounted; may be called twice. */
    @Override
    void close();
}
