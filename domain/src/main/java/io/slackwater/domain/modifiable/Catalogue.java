package io.slackwater.domain.modifiable;

import io.slackwater.domain.policy.Policy;
import java.util.Collection;
import java.util.Optional;

/** The facts that no single VM owns: changes, volumes, hosts, policies. */
public interface Catalogue {

    /** Returns a host, or empty where nothing was said of it. */
    Optional<HostInfo> host(String hostId);

    /**
     * Returns the volume that holds a portion version in a store, or empty where none was named.
     *
     * @param identity {@link ChangeInfo#identity} of the portion version
     */
    Optional<VolumeInfo> volume(String store, String portion, String identity);

    /** Returns a change; {@link ChangeInfo#UNKNOWN} where nothing was said of it. */
    ChangeInfo change(String changeId);

    /** Returns every policy that the log says. */
    Collection<Policy> policies();
}
