package io.slackwater.hypervisor.libvirt;

import java.time.Duration;

/**
 * How long callers wait for one call about a domain.
 *
 * @param call for a reading or a definition. libvirt itself waits up to 30 s for the end of somebody else's job with the domain, and then
 *     names that job: this should be longer. A command of the guest agent has its own timeout in addition.
 * @param powerChange for a start, a shutdown or a stop. A start may fill much memory, and a guest agent has 60 s to obey.
 */
public record DomainTimeouts(Duration call, Duration powerChange) {

    /** 60 s, and 5 min for a start, a shutdown or a stop. */
    public static final DomainTimeouts DEFAULTS = new DomainTimeouts(Duration.ofSeconds(60), Duration.ofMinutes(5));
}
