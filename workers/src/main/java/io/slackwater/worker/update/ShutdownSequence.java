package io.slackwater.worker.update;

import io.slackwater.domain.policy.execution.RestartRules;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Brings a running VM to a stop, one step further with each look. */
final class ShutdownSequence {

    private static final Logger LOG = Logger.getLogger(ShutdownSequence.class);
    private static final String POWER_DOWN = "{\"execute\":\"guest-shutdown\",\"arguments\":{\"mode\":\"powerdown\"}}";
    private static final Duration AGENT_PATIENCE = Duration.ofSeconds(2);

    /** A guest that is just booting hears nothing of a power button. */
    private static final Duration PRESSED_EVERY = Duration.ofSeconds(10);

    private final UUID vmId;
    private final RestartRules rules;
    private final CommandDeadline deadline;
    private Way way = Way.NOT_ASKED;
    private long since;
    private long pressedAt;

    private enum Way {
        NOT_ASKED,
        AGENT,
        ACPI,
        FORCE
    }

    /** Stops a VM by rules, no later than a lifetime says. */
    ShutdownSequence(UUID vmId, RestartRules rules, CommandDeadline deadline) {
        this.vmId = vmId;
        this.rules = rules;
        this.deadline = deadline;
    }

    /** Whether the guest was asked to stop. */
    boolean hasBegun() {
        return way != Way.NOT_ASKED;
    }

    /** Does what is due. Returns why it cannot be stopped; empty while it still may be. */
    Optional<String> goOn(HostConnection host, LoadedDomain loaded)
            throws HypervisorException, CommandAbortedException {
        if (way == Way.NOT_ASKED) {
            begin(host, loaded);
        } else if (way == Way.AGENT && isOver(since, rules.agentWait())) {
            press(host);
        } else if (way == Way.ACPI && isOver(since, rules.acpiWait())) {
            return force(host);
        } else if (way == Way.ACPI && isOver(pressedAt, PRESSED_EVERY)) {
            pressedAt = now();
            shutDown(host);
        }
        return Optional.empty();
    }

    private void begin(HostConnection host, LoadedDomain loaded) throws HypervisorException, CommandAbortedException {
        deadline.check();
        if (!loaded.definition().hasAgentChannel()) {
            press(host);
            return;
        }
        change(Way.AGENT);
        try {
            // An agent that obeys does not answer.
            host.askAgent(vmId, POWER_DOWN, AGENT_PATIENCE);
        } catch (HypervisorException.Rejected noAgent) {
            press(host);
        }
    }

    private void press(HostConnection host) throws HypervisorException, CommandAbortedException {
        deadline.check();
        change(Way.ACPI);
        pressedAt = now();
        shutDown(host);
    }

    private void shutDown(HostConnection host) throws HypervisorException {
        try {
            host.shutdown(vmId);
        } catch (HypervisorException.Rejected refused) {
            // It may have stopped in this moment: the next look tells.
            LOG.debugf("The host refused to shut VM %s down: %s", vmId, refused.getMessage());
        }
    }

    private Optional<String> force(HostConnection host) throws HypervisorException, CommandAbortedException {
        if (!rules.forceAllowed()) {
            return Optional.of("Its guest did not shut down within "
                    + rules.longest().toSeconds() + " s, and the policy does not allow to switch it off");
        }
        deadline.check();
        change(Way.FORCE);
        try {
            host.destroy(vmId);
        } catch (HypervisorException.Rejected refused) {
            LOG.debugf("The host refused to switch VM %s off: %s", vmId, refused.getMessage());
        }
        return Optional.empty();
    }

    private void change(Way next) {
        way = next;
        since = now();
    }

    private boolean isOver(long begin, Duration time) {
        return now() - begin >= time.toNanos();
    }

    private long now() {
        return deadline.lifetime().now();
    }
}
