package io.slackwater.worker.watch.observe;

import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.StoreMarker;
import io.slackwater.hypervisor.Volume;
import io.slackwater.hypervisor.paths.FileAnswer;
import io.slackwater.hypervisor.paths.PathResolver;
import io.slackwater.hypervisor.paths.RemotePath;
import io.slackwater.hypervisor.xml.PoolVolume;
import io.slackwater.schemas.HostStore;
import io.slackwater.schemas.VolumeRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The stores of one host at one moment, arranged for finding the volume that a path means. */
public final class StoreIndex {

    private final List<Store> stores;
    private final PathResolver resolver;

    private StoreIndex(List<Store> stores) {
        this.stores = stores;
        this.resolver = new PathResolver(stores.stream().map(Store::pool).toList());
    }

    /** A host of which nothing is known yet. */
    public static StoreIndex empty() {
        return new StoreIndex(List.of());
    }

    /**
     * Arranges what a host has now. A pool that cannot be asked keeps the store id that it had before.
     *
     * @param before the host's stores as they were
     */
    public static StoreIndex of(String hostId, List<StoragePool> pools, StoreIndex before) {
        List<Store> stores = new ArrayList<>();
        for (StoragePool pool : pools) {
            Optional<Store> known = pool.active() ? Optional.empty() : before.storeOf(pool.name());
            Optional<String> marked = StoreMarker.storeOf(pool);
            stores.add(new Store(
                    marked.or(() -> known.map(Store::id)).orElse(hostId + "/" + pool.name()),
                    pool,
                    marked.isPresent() || known.filter(Store::marked).isPresent()));
        }
        return new StoreIndex(stores);
    }

    /**
     * Returns the stores as they are told to the log.
     *
     * @param markFailures why a pool, by its name, could not be marked; empty where it was, or nobody tried
     */
    public List<HostStore> describe(UnaryOperator<String> markFailures) {
        return stores.stream()
                .map(store -> new HostStore(
                        store.id(),
                        store.pool().name(),
                        store.pool().type(),
                        store.pool().targetPath(),
                        store.pool().active(),
                        store.pool().capacityBytes(),
                        store.pool().availableBytes(),
                        store.marked(),
                        markFailures.apply(store.pool().name()),
                        PoolFingerprint.digest(store.pool())))
                .toList();
    }

    /** Returns the stores with their pools. */
    public List<Store> stores() {
        return stores;
    }

    /** Returns the file that a path means. */
    public FileAnswer answer(String path) {
        return resolver.of(path);
    }

    /**
     * Returns the file that a path means.
     *
     * @param format the format that is said of it by whoever names the path, empty where none is
     */
    public FileAnswer answer(String path, String format) {
        return resolver.of(RemotePath.of(path), format);
    }

    /** Returns what a volume is backed by, as its pool tells it. */
    public List<FileAnswer> below(Volume volume) {
        return resolver.below(volume);
    }

    /** Returns what a name means that stands in a volume. */
    public List<FileAnswer> named(Volume volume, String name) {
        return resolver.named(volume, name);
    }

    /** Returns the volumes that an answer means or may mean; none where no pool lists the file. */
    public List<FileAnswer.Entry> entries(FileAnswer answer) {
        return resolver.entries(answer);
    }

    /** Returns a volume that a pool lists, by its own path. */
    public VolumeRef reference(FileAnswer.Entry entry) {
        return reference(entry, entry.volume().path());
    }

    /** Returns the volume that a path means for certain; one without a store where no pool has it, or nobody can tell. */
    public VolumeRef reference(String path) {
        return reference(resolver.of(path), path);
    }

    /** Returns the volume that is named by pool and name, whether or not the pool lists it now; empty where there is no such pool. */
    public Optional<VolumeRef> reference(PoolVolume source) {
        return stores.stream()
                .filter(store -> store.pool().name().equals(source.pool()))
                .map(store -> new VolumeRef(
                        store.id(),
                        source.volume(),
                        store.pool()
                                .volume(source.volume())
                                .map(Volume::path)
                                .orElse(store.pool().targetPath() + "/" + source.volume())))
                .findFirst();
    }

    /**
     * Returns what a volume is backed by, nearest first. Below a path that nobody can tell, nothing is certain: there a reference has no
     * store, and {@link #reachable} has what it may be.
     *
     * @param told the chain that a definition tells, for a volume that no pool has
     */
    public List<VolumeRef> backingChain(String path, List<String> told) {
        if (resolver.entries(resolver.of(path)).isEmpty()) {
            return told.stream().map(this::reference).toList();
        }
        List<VolumeRef> chain = new ArrayList<>();
        List<FileAnswer> answers = answers(path);
        boolean isCertain = answers.get(0) instanceof FileAnswer.Listed;
        for (FileAnswer answer : answers.subList(1, answers.size())) {
            chain.add(isCertain ? reference(answer, name(answer)) : new VolumeRef("", "", name(answer)));
            isCertain &= answer instanceof FileAnswer.Listed;
        }
        return chain;
    }

    /**
     * Returns every volume that a path is or may be, and that one of those is backed by or may be: by all names that pools give them. Each
     * has the path by which it was named.
     */
    public Set<VolumeRef> reachable(String path) {
        Set<VolumeRef> found = new LinkedHashSet<>();
        List<FileAnswer> answers = answers(path);
        for (int at = 0; at < answers.size(); at++) {
            String named = at == 0 ? path : name(answers.get(at));
            found.add(reference(answers.get(at), named));
            resolver.entries(answers.get(at)).stream()
                    .map(entry -> reference(entry, named))
                    .sorted(Comparator.comparing(VolumeRef::getStore).thenComparing(VolumeRef::getVolume))
                    .forEach(found::add);
        }
        return found;
    }

    /** Whether a path is not known though it lies in a pool that is active: the pool was read before the volume was made. */
    public boolean isOutdatedFor(String path) {
        RemotePath straight = RemotePath.of(path).withoutLinks();
        return resolver.entries(resolver.of(straight.text())).isEmpty()
                && stores.stream()
                        .map(Store::pool)
                        .filter(pool -> pool.active() && !pool.targetPath().isEmpty())
                        .map(pool -> RemotePath.of(pool.targetPath()))
                        .anyMatch(target -> target.isOrContains(straight) && !target.equals(straight));
    }

    /** Follows a path through all that is backed, each file once. */
    private List<FileAnswer> answers(String path) {
        Set<FileAnswer> found = new LinkedHashSet<>();
        Set<Volume> seen = new HashSet<>();
        Deque<FileAnswer> next = new ArrayDeque<>(List.of(resolver.of(path)));
        while (!next.isEmpty()) {
            FileAnswer answer = next.remove();
            if (found.add(answer)) {
                resolver.entries(answer).stream()
                        .map(FileAnswer.Entry::volume)
                        .filter(seen::add)
                        .forEach(volume -> next.addAll(resolver.below(volume)));
            }
        }
        return List.copyOf(found);
    }

    private VolumeRef reference(FileAnswer answer, String path) {
        return answer instanceof FileAnswer.Listed listed
                ? reference(listed.names().get(0), path)
                : new VolumeRef("", "", path);
    }

    private VolumeRef reference(FileAnswer.Entry entry, String path) {
        return new VolumeRef(
                storeOf(entry.pool()).map(Store::id).orElse(""), entry.volume().name(), path);
    }

    /** Returns the path by which a file was named, as its pool lists it where one does. */
    private static String name(FileAnswer answer) {
        if (answer instanceof FileAnswer.Listed listed) {
            return listed.names().get(0).volume().path();
        }
        if (answer instanceof FileAnswer.Unlisted unlisted) {
            return unlisted.path().text();
        }
        return answer instanceof FileAnswer.Unclear unclear ? unclear.name() : ((FileAnswer.Export) answer).protocol();
    }

    private Optional<Store> storeOf(String pool) {
        return stores.stream().filter(store -> store.pool().name().equals(pool)).findFirst();
    }

    /**
     * A pool and the store that it is.
     *
     * @param id the store's id: what its marker volume says, or else host/pool
     * @param marked whether it showed its marker when it could be read last
     */
    public record Store(String id, StoragePool pool, boolean marked) {}
}
