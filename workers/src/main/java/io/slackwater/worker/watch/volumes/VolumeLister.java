package io.slackwater.worker.watch.volumes;

import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.StoreMarker;
import io.slackwater.hypervisor.Volume;
import io.slackwater.hypervisor.paths.FileAnswer;
import io.slackwater.hypervisor.paths.RemotePath;
import io.slackwater.hypervisor.xml.image.ImageReference.Role;
import io.slackwater.schemas.ListedReference;
import io.slackwater.schemas.ListedReferenceKind;
import io.slackwater.schemas.StoreVolume;
import io.slackwater.schemas.StoreVolumeType;
import io.slackwater.worker.storage.search.QcowReferences;
import io.slackwater.worker.watch.observe.ReferenceJudge;
import io.slackwater.worker.watch.observe.StoreIndex;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes the records of what the pools of one host list. Called on the thread of the host's watch alone. */
public final class VolumeLister {

    /** The types of pools whose source is a path of the host. */
    private static final Set<String> POOLS_OF_PATHS = Set.of("fs", "disk", "logical");

    /** Names that udev gives to block devices. */
    private static final Pattern DEVICES = Pattern.compile("/dev/disk/by-[a-z]+/[^/]+");

    private final String hostId;
    private final ImageHeaders headers;

    /** A lister of one host, with a clock that bounds how long headers are read. */
    public VolumeLister(String hostId, Clock clock) {
        this.hostId = hostId;
        this.headers = new ImageHeaders(clock);
    }

    /** Takes note that the pools were listed anew. */
    public void listedAnew() {
        headers.listedAnew();
    }

    /**
     * Reads headers of images, for a bounded time.
     *
     * @param published what was published of the volumes: a header that did not change since is not read again
     */
    public void readHeaders(StoreIndex stores, PublishedVolumes published, HostConnection host) {
        headers.read(stores.stores().stream().map(StoreIndex.Store::pool).toList(), published, host);
    }

    /** Whether there are headers that are to be read, for which no time was left. */
    public boolean isUnfinished() {
        return headers.isUnfinished();
    }

    /**
     * Returns the records of each pool, by its name. Of an image whose header was not read yet, its record says so.
     *
     * @param stores the pools as they were read
     * @param readAt when their reading began
     */
    public Map<String, ListedPool> list(StoreIndex stores, Instant readAt, PublishedVolumes published) {
        ReferenceJudge judge = new ReferenceJudge(stores);
        Map<String, ListedPool> pools = new LinkedHashMap<>();
        for (StoreIndex.Store store : stores.stores()) {
            StoragePool pool = store.pool();
            Map<String, StoreVolume> volumes = new LinkedHashMap<>();
            for (Volume volume : pool.volumes()) {
                ImageHeader header = headers.of(pool, volume, published);
                volumes.put(volume.name(), volume(store, volume, header, stores, judge, readAt));
            }
            pools.put(pool.name(), new ListedPool(listing(store, stores, judge, readAt), volumes));
        }
        return pools;
    }

    /** Returns a listing of each pool that says why it is not whole. */
    public List<StoreVolume> notWhole(StoreIndex stores, Instant readAt, String why) {
        return stores.stores().stream()
                .map(store -> record(store, StoreVolumeType.LISTING, readAt)
                        .setActive(store.pool().active())
                        .setUnclear(why)
                        .build())
                .toList();
    }

    private StoreVolume volume(
            StoreIndex.Store store,
            Volume volume,
            ImageHeader header,
            StoreIndex stores,
            ReferenceJudge judge,
            Instant readAt) {
        Set<ListedReference> references = new LinkedHashSet<>();
        Set<String> unresolved = new LinkedHashSet<>();
        for (FileAnswer answer : backing(volume, header, stores)) {
            references.addAll(judge.references(ListedReferenceKind.BACKING, answer));
            judge.unresolved(answer, Role.OTHER).ifPresent(what -> unresolved.add("is backed by " + what));
        }
        header.dataFile().ifPresent(name -> {
            stores.named(volume, name).forEach(answer -> {
                references.addAll(judge.references(ListedReferenceKind.DATA, answer));
                judge.unresolved(answer, Role.OTHER).ifPresent(what -> unresolved.add("keeps its data in " + what));
            });
            if (QcowReferences.dependsOnDirectory(name)) {
                unresolved.add("keeps its data in " + name + " of the directory that QEMU runs in");
            }
        });
        judge.references(ListedReferenceKind.ALIAS, stores.answer(volume.path())).stream()
                .filter(alias -> !alias.getVolume().getPath().equals(volume.path()))
                .forEach(references::add);
        header.problem().ifPresent(unresolved::add);
        if (volume.format().equals("vmdk")) {
            unresolved.add("is a vmdk, whose parts may be other files");
        }
        return record(store, StoreVolumeType.VOLUME, readAt)
                .setVolume(volume.name())
                .setPath(volume.path())
                .setFormat(volume.format())
                .setCapacityBytes(volume.capacityBytes())
                .setAllocationBytes(volume.allocationBytes())
                .setBackingPath(volume.backingPath().orElse(null))
                .setBackingFormat(volume.backing().format())
                .setReferences(List.copyOf(references))
                .setUnresolved(List.copyOf(unresolved))
                .setUnclear(
                        RemotePath.of(volume.path()).isExact()
                                ? ""
                                : "has a path that cannot be read, so that nobody can say what leads to it")
                .setBookkeeping(StoreMarker.isBookkeeping(volume.name()))
                .setStamp(volume.stamp())
                .setDataFile(header.dataFile().orElse(null))
                .setHeaderBacking(header.backing().orElse(null))
                .setHeaderProblem(header.problem().orElse(null))
                .build();
    }

    /** Returns what a volume is backed by, as its pool tells it and as its header does, which the pool need not understand. */
    private static List<FileAnswer> backing(Volume volume, ImageHeader header, StoreIndex stores) {
        List<FileAnswer> answers = new ArrayList<>(stores.below(volume));
        header.backing()
                .filter(name -> !isTold(volume, name))
                .ifPresent(name -> answers.addAll(stores.named(volume, name)));
        return answers;
    }

    private static boolean isTold(Volume volume, String name) {
        return volume.backingPath()
                .filter(told -> told.equals(name)
                        || RemotePath.of(told)
                                .equals(RemotePath.of(volume.path()).beside(name)))
                .isPresent();
    }

    private StoreVolume listing(StoreIndex.Store store, StoreIndex stores, ReferenceJudge judge, Instant readAt) {
        StoragePool pool = store.pool();
        List<ListedReference> references = new ArrayList<>();
        List<String> unresolved = new ArrayList<>();
        if (POOLS_OF_PATHS.contains(pool.type())) {
            pool.sources().stream()
                    .filter(source -> !DEVICES.matcher(source).matches())
                    .map(source -> stores.answer(source, "raw"))
                    .forEach(answer -> {
                        references.addAll(judge.references(ListedReferenceKind.SOURCE, answer));
                        judge.unresolved(answer, Role.OTHER).ifPresent(what -> unresolved.add("is made of " + what));
                    });
        }
        return record(store, StoreVolumeType.LISTING, readAt)
                .setReferences(references)
                .setUnresolved(unresolved)
                .setActive(pool.active())
                .setWhole(pool.active() && pool.whole())
                .setUnclear(problem(pool).orElse(""))
                .setVolumes(pool.volumes().size())
                .build();
    }

    private static Optional<String> problem(StoragePool pool) {
        if (!pool.active()) {
            return Optional.of("It is inactive and cannot be asked");
        }
        return pool.whole() ? Optional.empty() : Optional.of("Its files came and went each time that it was listed");
    }

    private StoreVolume.Builder record(StoreIndex.Store store, StoreVolumeType type, Instant readAt) {
        return StoreVolume.newBuilder()
                .setHostId(hostId)
                .setPool(store.pool().name())
                .setType(type)
                .setStore(store.id())
                .setHeaderProblem(null)
                .setFirstListedAt(readAt)
                .setObservedAt(readAt);
    }
}
