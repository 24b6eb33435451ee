package io.slackwater.simulation.world;

import io.slackwater.hypervisor.simulated.SimulatedHost;
import io.slackwater.hypervisor.simulated.SimulatedPool;

/**
 * A host with its one pool.
 *
 * @param store the id of the pool's store
 */
public record Site(String id, String uri, SimulatedHost host, SimulatedPool pool, String store) {}
