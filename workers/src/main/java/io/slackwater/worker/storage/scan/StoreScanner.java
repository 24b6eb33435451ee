package io.slackwater.worker.storage.scan;

import io.slackwater.domain.adoption.ContentMatch;
import io.slackwater.domain.adoption.DigestResult;
import io.slackwater.domain.adoption.ListedVolume;
import io.slackwater.domain.adoption.VolumeMatcher;
import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.model.StorageTask;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.StoreMarker;
import io.slackwater.hypervisor.Volume;
import io.slackwater.hypervisor.access.HostQueues;
import io.slackwater.worker.storage.host.Bandwidth;
import io.slackwater.worker.storage.host.DigestReader;
import io.slackwater.worker.storage.host.StorageConnections;
import io.slackwater.worker.storage.scan.StoreScan.Found;
import io.slackwater.worker.storage.search.BackingChains;
import io.slackwater.worker.storage.search.HostSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** Lists what is in a store, and matches it with what is known. It changes nothing. */
public final class StoreScanner implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(StoreScanner.class);

    private final StorageConnections hosts;
    private final HostQueues queues;
    private final DigestReader digestReader;
    private final Duration patience;
    private final Clock clock;
    private final LongSupplier nanoTime;

    /**
     * A scan of any store.
     *
     * @param queues where volumes are read; closed with the scan
     * @param patience how long one answer waits for volumes that are being read
     */
    public StoreScanner(
            StorageConnections hosts, HostQueues queues, Duration patience, Bandwidth bandwidth, Clock clock) {
        this.hosts = hosts;
        this.queues = queues;
        this.nanoTime = System::nanoTime;
        this.digestReader = new DigestReader(hosts, bandwidth, nanoTime);
        this.patience = patience;
        this.clock = clock;
    }

    /**
     * What is asked of a scan.
     *
     * @param sites every host on the store that may be asked
     * @param isOpen which of its volumes are to be matched, by name; the others are only listed
     * @param isUsed of which something is known already that refers to it, so that it need not be looked for
     */
    public record Question(
            String store, List<StorageTask.Site> sites, Predicate<String> isOpen, Predicate<String> isUsed) {
        public Question {
            sites = List.copyOf(sites);
        }
    }

    /** Surveys a store. */
    public StoreScan of(Question question, VolumeMatcher volumeMatcher) throws InterruptedException {
        List<Blocker> unasked = new ArrayList<>();
        List<ScannedHost> asked = new ArrayList<>();
        for (StorageTask.Site site : question.sites()) {
            try {
                asked.add(ask(site));
            } catch (HypervisorException unanswered) {
                unasked.add(unasked(site, String.valueOf(unanswered.getMessage())));
            } catch (RuntimeException | StackOverflowError defect) {
                LOG.errorf(defect, "Host %s with pool %s could not be listed", site.hostId(), site.pool());
                unasked.add(unasked(site, "An error of this program with pool " + site.pool() + ": " + defect));
            }
        }
        return asked.isEmpty()
                ? new StoreScan(List.of(), unasked)
                : new StoreScan(found(question, asked, volumeMatcher), unasked);
    }

    @Override
    public void close() {
        queues.close();
    }

    private ScannedHost ask(StorageTask.Site site) throws HypervisorException {
        HostConnection host = hosts.to(site);
        List<StoragePool> pools = host.pools();
        HostSnapshot listing = new HostSnapshot(site.hostId(), site.pool(), host.domains(), pools, clock.instant());
        return new ScannedHost(site, listing, host);
    }

    private List<Found> found(Question question, List<ScannedHost> asked, VolumeMatcher volumeMatcher)
            throws InterruptedException {
        ScannedHost first = asked.stream()
                .filter(host -> !host.volumes().isEmpty())
                .findFirst()
                .orElse(asked.get(0));
        Predicate<Volume> isOpen =
                volume -> question.isOpen().test(volume.name()) && !StoreMarker.isBookkeeping(volume.name());
        Predicate<Volume> isToBeRead = isOpen.and(volume -> volumeMatcher.isToBeRead(listed(volume)));
        first.volumes().stream()
                .filter(isToBeRead)
                .forEach(volume -> digestReader.begin(
                        first.site(), volume, work -> queues.offer(first.site().hostId(), work)));
        long deadline = nanoTime.getAsLong() + patience.toNanos();
        BackingChains backingChains = new BackingChains(first.listing());
        List<Found> found = new ArrayList<>();
        for (Volume volume : first.volumes()) {
            DigestResult digestResult = isToBeRead.test(volume)
                    ? digestReader.await(first.site(), volume, Duration.ofNanos(deadline - nanoTime.getAsLong()))
                    : new DigestResult.Missing("");
            ContentMatch contentMatch = isOpen.test(volume)
                    ? volumeMatcher.match(listed(volume), digestResult)
                    : new ContentMatch.Unknown();
            boolean isLookedFor =
                    contentMatch.holds().isPresent() && !question.isUsed().test(volume.name());
            List<Blocker> references =
                    isLookedFor ? ScannedHost.references(asked, question.store(), volume) : List.of();
            found.add(new Found(
                    volume, contentMatch, backingChains.below(volume), backingChains.above(volume), references));
        }
        return found;
    }

    private static ListedVolume listed(Volume volume) {
        return new ListedVolume(
                volume.name(), volume.contentBytes(), volume.backingPath().isPresent());
    }

    private Blocker unasked(StorageTask.Site site, String why) {
        return new Blocker(
                BlockerCode.HOST_UNREACHABLE, site.hostId(), clock.instant(), "It could not be asked: " + why);
    }
}
