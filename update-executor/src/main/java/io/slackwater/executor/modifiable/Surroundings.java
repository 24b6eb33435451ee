package io.slackwater.executor.modifiable;

import io.slackwater.executor.policy.Policy;
import java.util.Collection;
import java.util.Optional;

/** What is known beyond the VM itself. */
public interface Surroundings {

    /** Returns a host, or empty where nothing was said of it. */
    Optional<HostFact> host(String hostId);

    /**
     * Returns the volume that holds a portion version in a store, or empty where none was named.
     *
     * @param identity {@link ChangeFact#identity} of the portion version
     */
    Optional<VolumeFact> volume(String store, String portion, String identity);

    /** Returns a change; {@link ChangeFact#UNKNOWN} where nothing was said of it. */
    ChangeFact change(String changeId);

    /** Returns every policy that the log says. */
    Collection<Policy> policies();
}
