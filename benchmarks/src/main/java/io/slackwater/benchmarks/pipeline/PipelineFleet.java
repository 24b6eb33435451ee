package io.slackwater.benchmarks.pipeline;

import io.slackwater.schemas.VolumeRef;
import io.slackwater.standalone.demo.engine.SimulatedEngine;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The simulated fleet of a run: every VM is shut off and boots the same old kernel from its host's own store. */
final class PipelineFleet implements AutoCloseable {

    private static final int VMS_PER_HOST = 50;
    private static final String UNLIMITED = "1000000";

    private final SimulatedEngine engine;
    private final int vms;

    private PipelineFleet(SimulatedEngine engine, int vms) {
        this.engine = engine;
        this.vms = vms;
    }

    /** Starts the hosts and makes the VMs. */
    static PipelineFleet start(int vms) {
        PipelineFleet fleet = new PipelineFleet(SimulatedEngine.start(vms), vms);
        fleet.engine.populate(line -> {});
        fleet.engine.vms().forEach(fleet.engine::shutDown);
        return fleet;
    }

    int vms() {
        return vms;
    }

    int hosts() {
        return (vms + VMS_PER_HOST - 1) / VMS_PER_HOST;
    }

    /** Returns the UUIDs of the VMs. */
    List<String> ids() {
        return engine.vms();
    }

    /**
     * Returns what the services are told: the hosts, which volumes may be deleted, budgets that hold nothing up, and waits
     * of a second. A policy made of these has one wave, no window and no soak time.
     */
    Map<String, String> serviceProperties() {
        Map<String, String> properties = new HashMap<>(engine.serviceProperties());
        properties.putAll(Map.of(
                "slackwater.inventory.watch.resync-interval",
                "30m",
                "slackwater.executor.settle-time",
                "1s",
                "slackwater.executor.stay-up",
                "1s",
                "slackwater.executor.max-in-flight",
                UNLIMITED,
                "slackwater.executor.max-awaiting-start",
                UNLIMITED,
                "slackwater.executor.per-host",
                String.valueOf(VMS_PER_HOST)));
        properties.putAll(Map.of(
                "slackwater.reclaimer.grace-time",
                "1s",
                "slackwater.reclaimer.first-delete-pause",
                "0s",
                "slackwater.reclaimer.deletes-per-minute",
                UNLIMITED,
                "slackwater.reclaimer.deletes-per-minute-per-store",
                UNLIMITED));
        return properties;
    }

    /** Has the watchers read every host again, as an operator would: nothing is deleted before each was read since all stores were marked. */
    void refreshPools() {
        engine.refreshPools();
    }

    /** Uploads the newer kernel and posts the change that brings it. */
    void publishChange(URI patchIngest) throws InterruptedException {
        engine.offerChange(patchIngest);
    }

    /** Starts a VM, as its owner would. */
    void startVm(String id) {
        engine.start(id);
    }

    /** Returns whether a store still has the volume, by what the simulated host says. */
    boolean contains(VolumeRef volume) {
        return engine.holds(volume);
    }

    @Override
    public void close() {
        engine.close();
    }
}
