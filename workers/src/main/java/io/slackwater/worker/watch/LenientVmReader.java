package io.slackwater.worker.watch;

import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.xml.MalformedDomainXmlException;
import io.slackwater.streams.logging.LogKeys;
import io.slackwater.worker.watch.observe.StoreIndex;
import io.slackwater.worker.watch.observe.VmObservation;
import io.slackwater.worker.watch.observe.VmReader;
import java.time.Clock;
import java.util.Map;
import org.jboss.logging.Logger;

/** Reads the domains of one host; a domain that cannot be understood counts as unknown. */
@SuppressWarnings("try") // the scopes of log keys are there to be closed
final class LenientVmReader {

    private static final Logger LOG = Logger.getLogger(LenientVmReader.class);

    private final String hostId;
    private final HostWatchStatuses board;
    private final Clock clock;

    LenientVmReader(String hostId, HostWatchStatuses board, Clock clock) {
        this.hostId = hostId;
        this.board = board;
        this.clock = clock;
    }

    /**
     * Reads a domain.
     *
     * @param count how often it was started, as far as this watch knows
     * @param stores the volumes of the host
     */
    VmObservation read(Domain domain, long count, StoreIndex stores) {
        VmReader reader = new VmReader(hostId, stores);
        try {
            return domain.unread().isPresent()
                    ? unreadable(reader, domain, count, domain.unread().get())
                    : reader.read(domain, count, clock.instant());
        } catch (MalformedDomainXmlException malformed) {
            return unreadable(reader, domain, count, String.valueOf(malformed.getMessage()));
        } catch (RuntimeException | StackOverflowError defect) {
            return unreadable(reader, domain, count, "An error of this program: " + defect);
        }
    }

    /** It is there, so it counts as it was known: whoever decides about its volumes hears that it is unknown. */
    private VmObservation unreadable(VmReader reader, Domain domain, long count, String why) {
        try (LogKeys.Scope scope = LogKeys.with(Map.of(LogKeys.VM, domain.id().toString()))) {
            LOG.warnf("Domain %s on %s cannot be understood, it counts as unknown: %s", domain.name(), hostId, why);
        }
        board.malformed();
        return reader.unreadable(domain, count, clock.instant());
    }
}
