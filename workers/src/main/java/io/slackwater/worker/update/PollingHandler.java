package io.slackwater.worker.update;

import io.slackwater.domain.update.CommandResult;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import java.util.Optional;

/** A handler that polls a VM until it has a result. Between two looks nobody waits for it. */
interface PollingHandler {

    /** Looks once, and does what is due. Returns empty where there is no result yet. */
    Optional<CommandResult> look(HostConnection host) throws HypervisorException, CommandAbortedException;
}
