package io.slackwater.executor.policyadmin;

import io.slackwater.domain.policy.PolicyRevision;
import io.slackwater.runtime.events.NotPublishedException;
import io.slackwater.streams.view.StateNotLocalException;
import java.util.List;
import java.util.Optional;

/** The policies of the log, as far as this instance has read it. */
public interface PolicyRepository {

    /**
     * Returns what was said of a policy last, or empty where nothing ever was.
     *
     * @throws StateNotLocalException if this instance does not know it now
     */
    Optional<PolicyRevision> find(String name);

    /**
     * Returns the policies that are set, by name.
     *
     * @throws StateNotLocalException if this instance does not know them now
     */
    List<PolicyRevision> all();

    /**
     * Says something of a policy, and waits until the log has it. Of two that say something under the same version, the one counts
     * that is first in the log.
     *
     * @throws NotPublishedException if the log does not take it
     */
    void publish(PolicyRevision said);
}
