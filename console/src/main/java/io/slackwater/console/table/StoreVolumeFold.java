package io.slackwater.console.table;

import io.slackwater.console.fold.EventJson;
import io.slackwater.console.fold.FoldedRecord;
import io.slackwater.console.fold.TopicFold;
import io.slackwater.schemas.ListedReference;
import io.slackwater.schemas.StoreVolume;
import io.slackwater.schemas.StoreVolumeType;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Folds what pools list: a row for each volume as a pool of a host lists it, one for each listing, and one for each file that is named. */
public final class StoreVolumeFold implements TopicFold<StoreVolume> {

    /** A pool of a host. */
    private record Pool(String hostId, String name) {}

    /** A volume of a pool, or the pool itself where the name is empty. */
    private record Place(Pool pool, String volume) {

        static Place of(FoldedRecord<StoreVolume> entry) {
            StoreVolume told = entry.value();
            return new Place(new Pool(told.getHostId(), told.getPool()), told.getVolume());
        }

        /** A key is host/pool or host/pool/volume; host and pool have no slash, and a volume may. */
        static Place of(String key) {
            String[] parts = key.split("/", 3);
            return new Place(new Pool(parts[0], parts.length > 1 ? parts[1] : ""), parts.length > 2 ? parts[2] : "");
        }
    }

    @Override
    public Topic<StoreVolume> topic() {
        return Topics.STORE_VOLUMES;
    }

    @Override
    public void fold(Handle transaction, List<FoldedRecord<StoreVolume>> records) {
        Collection<FoldedRecord<StoreVolume>> last = Latest.of(records, Place::of);
        List<StoreVolume> volumes = of(last, StoreVolumeType.VOLUME);
        List<StoreVolume> listings = of(last, StoreVolumeType.LISTING);
        volumes(transaction, volumes);
        listings(transaction, listings);
        references(transaction, volumes);
        references(transaction, listings);
        count(transaction, last.stream().map(entry -> Place.of(entry).pool()).toList());
    }

    @Override
    public void delete(Handle transaction, Set<String> keys) {
        PreparedBatch volumes = transaction.prepareBatch(
                "DELETE FROM listed_volumes WHERE host_id = :host AND pool = :pool AND volume = :volume");
        PreparedBatch listings =
                transaction.prepareBatch("DELETE FROM pool_listings WHERE host_id = :host AND pool = :pool");
        PreparedBatch references = transaction.prepareBatch(
                "DELETE FROM listed_references WHERE host_id = :host AND pool = :pool AND volume = :volume");
        List<Place> places = keys.stream().map(Place::of).toList();
        for (Place place : places) {
            if (place.volume().isEmpty()) {
                bind(listings, place).add();
            } else {
                bind(volumes, place).bind("volume", place.volume()).add();
            }
            bind(references, place).bind("volume", place.volume()).add();
        }
        Latest.execute(volumes);
        Latest.execute(listings);
        Latest.execute(references);
        count(transaction, places.stream().map(Place::pool).toList());
    }

    private static List<StoreVolume> of(Collection<FoldedRecord<StoreVolume>> records, StoreVolumeType type) {
        return records.stream()
                .map(FoldedRecord::value)
                .filter(told -> told.getType() == type)
                .toList();
    }

    private static PreparedBatch bind(PreparedBatch rows, Place place) {
        return rows.bind("host", place.pool().hostId())
                .bind("pool", place.pool().name());
    }

    private static void volumes(Handle transaction, List<StoreVolume> volumes) {
        PreparedBatch rows =
                transaction.prepareBatch("INSERT INTO listed_volumes (host_id, pool, volume, store, path, format,"
                        + " capacity_bytes, allocation_bytes, backing_path, backing_format, unresolved, named_files, unclear, bookkeeping,"
                        + " first_listed_at, observed_at) VALUES (:host, :pool, :volume, :store, :path, :format, :capacity,"
                        + " :allocation, :backingPath, :backingFormat, :unresolved::jsonb, :namedFiles, :unclear, :bookkeeping, :first, :at)"
                        + " ON CONFLICT (host_id, pool, volume) DO UPDATE SET store = excluded.store, path = excluded.path,"
                        + " format = excluded.format, capacity_bytes = excluded.capacity_bytes,"
                        + " allocation_bytes = excluded.allocation_bytes, backing_path = excluded.backing_path,"
                        + " backing_format = excluded.backing_format, unresolved = excluded.unresolved,"
                        + " named_files = excluded.named_files, unclear = excluded.unclear, bookkeeping = excluded.bookkeeping,"
                        + " first_listed_at = excluded.first_listed_at, observed_at = excluded.observed_at");
        for (StoreVolume volume : volumes) {
            rows.bind("host", volume.getHostId())
                    .bind("pool", volume.getPool())
                    .bind("volume", volume.getVolume())
                    .bind("store", volume.getStore())
                    .bind("path", volume.getPath())
                    .bind("format", volume.getFormat())
                    .bind("capacity", volume.getCapacityBytes())
                    .bind("allocation", volume.getAllocationBytes())
                    .bind("backingPath", volume.getBackingPath().orElse(null))
                    .bind("backingFormat", volume.getBackingFormat())
                    .bind("unresolved", EventJson.text(volume.getUnresolved()))
                    .bindArray("namedFiles", String.class, namedFiles(volume))
                    .bind("unclear", volume.getUnclear())
                    .bind("bookkeeping", volume.getBookkeeping())
                    .bind("first", Latest.utc(volume.getFirstListedAt()))
                    .bind("at", Latest.utc(volume.getObservedAt()))
                    .add();
        }
        Latest.execute(rows);
    }

    /** Returns the files that may be the one that nobody can tell. */
    private static List<String> namedFiles(StoreVolume volume) {
        if (volume.getUnresolved().isEmpty()) {
            return List.of();
        }
        return Stream.of(volume.getBackingPath(), volume.getHeaderBacking(), volume.getDataFile())
                .flatMap(Optional::stream)
                .flatMap(name -> NamedFiles.of(name).stream())
                .distinct()
                .toList();
    }

    private static void listings(Handle transaction, List<StoreVolume> listings) {
        PreparedBatch rows =
                transaction.prepareBatch("INSERT INTO pool_listings (host_id, pool, store, active, whole, volumes,"
                        + " listed, unclear, unresolved, first_listed_at, observed_at) VALUES (:host, :pool, :store, :active,"
                        + " :whole, :volumes, 0, :unclear, :unresolved::jsonb, :first, :at)"
                        + " ON CONFLICT (host_id, pool) DO UPDATE SET store = excluded.store, active = excluded.active,"
                        + " whole = excluded.whole, volumes = excluded.volumes, unclear = excluded.unclear,"
                        + " unresolved = excluded.unresolved, first_listed_at = excluded.first_listed_at,"
                        + " observed_at = excluded.observed_at");
        for (StoreVolume listing : listings) {
            rows.bind("host", listing.getHostId())
                    .bind("pool", listing.getPool())
                    .bind("store", listing.getStore())
                    .bind("active", listing.getActive())
                    .bind("whole", listing.getWhole())
                    .bind("volumes", listing.getVolumes())
                    .bind("unclear", listing.getUnclear())
                    .bind("unresolved", EventJson.text(listing.getUnresolved()))
                    .bind("first", Latest.utc(listing.getFirstListedAt()))
                    .bind("at", Latest.utc(listing.getObservedAt()))
                    .add();
        }
        Latest.execute(rows);
    }

    private static void references(Handle transaction, List<StoreVolume> referrers) {
        PreparedBatch removed = transaction.prepareBatch(
                "DELETE FROM listed_references WHERE host_id = :host AND pool = :pool AND volume = :volume");
        PreparedBatch rows =
                transaction.prepareBatch("INSERT INTO listed_references (host_id, pool, volume, number, kind, certain,"
                        + " ref_store, ref_volume, ref_path) VALUES (:host, :pool, :volume, :number, :kind, :certain, :refStore,"
                        + " :refVolume, :refPath)");
        for (StoreVolume referrer : referrers) {
            bindReferrer(removed, referrer).add();
            int number = 0;
            for (ListedReference reference : referrer.getReferences()) {
                bindReferrer(rows, referrer)
                        .bind("number", number++)
                        .bind("kind", reference.getKind().name())
                        .bind("certain", reference.getCertain())
                        .bind("refStore", reference.getVolume().getStore())
                        .bind("refVolume", reference.getVolume().getVolume())
                        .bind("refPath", reference.getVolume().getPath())
                        .add();
            }
        }
        Latest.execute(removed);
        Latest.execute(rows);
    }

    private static PreparedBatch bindReferrer(PreparedBatch rows, StoreVolume referrer) {
        return rows.bind("host", referrer.getHostId())
                .bind("pool", referrer.getPool())
                .bind("volume", referrer.getVolume());
    }

    /** Counts the rows of each pool, so that no question has to. */
    private static void count(Handle transaction, List<Pool> pools) {
        PreparedBatch rows = transaction.prepareBatch(
                "UPDATE pool_listings SET listed = (SELECT count(*) FROM listed_volumes v WHERE v.host_id = :host"
                        + " AND v.pool = :pool) WHERE host_id = :host AND pool = :pool");
        new LinkedHashSet<>(pools).forEach(pool -> rows.bind("host", pool.hostId())
                .bind("pool", pool.name())
                .add());
        Latest.execute(rows);
    }
}
