package io.slackwater.worker.storage.check;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.model.StorageTask;
import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.worker.storage.host.StorageConnections;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads all domains of a host, over each libvirt URI that was declared for it. Each reading goes through them in the
 * opposite order of the one before, since a domain may move from one to another meanwhile.
 */
final class HostDomains {

    /** What names a volume by its pool, and the pool is one of that connection. */
    private static final Pattern POOL_VOLUME = Pattern.compile("\\stype\\s*=\\s*['\"]volume['\"]");

    private final StorageTask.Site site;
    private final StorageConnections hosts;
    private final Clock clock;
    private final List<Source> sources = new ArrayList<>();
    private final List<Blocker> unanswered = new ArrayList<>();

    /** One connection that tells domains. */
    private interface Source {
        List<Domain> domains() throws HypervisorException;
    }

    /**
     * The domains of a host.
     *
     * @param host its own connection
     * @param hosts opens its further connections when they are read
     */
    HostDomains(StorageTask.Site site, HostConnection host, StorageConnections hosts, Clock clock) {
        this.site = site;
        this.hosts = hosts;
        this.clock = clock;
        sources.add(host::domains);
        site.furtherUris().forEach(uri -> sources.add(() -> further(uri)));
    }

    /**
     * Reads them anew, as far as the further connections answer.
     *
     * @throws HypervisorException if the host's own connection does not answer
     */
    List<Domain> read() throws HypervisorException {
        unanswered.clear();
        List<Domain> read = new ArrayList<>();
        for (Source source : sources) {
            read.addAll(source.domains());
        }
        Collections.reverse(sources);
        return List.copyOf(read);
    }

    /** Returns which further connections did not answer when they were read last: nobody knows what their domains use. */
    List<Blocker> unanswered() {
        return List.copyOf(unanswered);
    }

    private List<Domain> further(String uri) {
        try {
            return hosts.to(site.over(uri)).domains().stream()
                    .map(domain -> named(domain, uri))
                    .toList();
        } catch (HypervisorException silent) {
            unanswered.add(new Blocker(
                    BlockerCode.HOST_UNREACHABLE,
                    site.hostId(),
                    clock.instant(),
                    "Its further connection %s could not be asked: %s (host %s, pool %s)"
                            .formatted(uri, silent.getMessage(), site.hostId(), site.pool())));
            return List.of();
        } catch (RuntimeException | StackOverflowError defect) {
            throw new IllegalStateException("With the further connection " + uri + ": " + defect, defect);
        }
    }

    /** Says where a domain is, for the log does not show it. Of a pool of another connection nobody knows which files it has. */
    private static Domain named(Domain domain, String uri) {
        Optional<String> unread = domain.unread()
                .or(() -> documents(domain)
                                .anyMatch(xml -> POOL_VOLUME.matcher(xml).find())
                        ? Optional.of("it names a volume by a pool of " + uri
                                + ", which is not asked for its pools: name the file by its path")
                        : Optional.empty());
        return new Domain(
                domain.id(),
                domain.name() + " of " + uri,
                domain.state(),
                domain.reason(),
                domain.persistent(),
                domain.definition(),
                domain.liveDefinition(),
                domain.managedSaveDefinition(),
                domain.snapshots(),
                domain.checkpoints(),
                unread);
    }

    private static Stream<String> documents(Domain domain) {
        return Stream.of(
                        Stream.of(domain.definition()),
                        domain.liveDefinition().stream(),
                        domain.managedSaveDefinition().stream(),
                        domain.snapshots().stream().map(Domain.Snapshot::xml),
                        domain.checkpoints().stream().map(Domain.Checkpoint::xml))
                .flatMap(documents -> documents);
    }
}
