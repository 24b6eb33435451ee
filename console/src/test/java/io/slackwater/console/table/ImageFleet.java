package io.slackwater.console.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slackwater.console.fold.FoldedRecord;
import io.slackwater.console.fold.LogPosition;
import io.slackwater.console.fold.TopicFold;
import io.slackwater.console.service.ReadModel;
import io.slackwater.schemas.HeldReference;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.HostMode;
import io.slackwater.schemas.HostStore;
import io.slackwater.schemas.ListedReference;
import io.slackwater.schemas.ListedReferenceKind;
import io.slackwater.schemas.ReferenceHolder;
import io.slackwater.schemas.SlotKind;
import io.slackwater.schemas.StoreVolume;
import io.slackwater.schemas.StoreVolumeType;
import io.slackwater.schemas.UnresolvedReference;
import io.slackwater.schemas.Use;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmEventType;
import io.slackwater.schemas.VolumeRef;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/** Hosts with a pool {@code images} each, as the log tells of them, folded into a database. */
final class ImageFleet {

    static final Instant BEGIN = Instant.parse("2026-01-05T12:00:00Z");
    static final String STORE = "h1/images";
    static final String IMAGE = "a.qcow2";
    static final String OVERLAY = "overlay.qcow2";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Jdbi database;

    /** Hosts are read at this time: what was read hours ago is not known now. */
    private final Instant readAt = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    ImageFleet(Jdbi database) {
        this.database = database;
        // So that the database counts as behind only where a test says so, however slow the machine is.
        foldedUpTo(Instant.now().plus(Duration.ofHours(1)));
    }

    /** Empties a database, and folds one ACTIVE host with a marked store that lists {@link #IMAGE} and {@link #OVERLAY}; nothing uses them. */
    static ImageFleet withAnUnreferencedImage(EmbeddedPostgres postgres) throws Exception {
        Flyway flyway = Flyway.configure()
                .dataSource(postgres.getPostgresDatabase())
                .cleanDisabled(false)
                .load();
        flyway.clean();
        flyway.migrate();
        ImageFleet fleet = new ImageFleet(Jdbi.create(postgres.getPostgresDatabase()));
        fleet.marked(STORE);
        fleet.host("h1", pool(STORE, "images", true, true));
        fleet.lists(
                "h1",
                "images",
                volume("h1", IMAGE).build(),
                volume("h1", OVERLAY).build());
        assertThat(fleet.image(IMAGE).path("doubts")).isEmpty();
        assertThat(fleet.verdict(IMAGE)).isEqualTo("UNREFERENCED");
        return fleet;
    }

    /** Notes that every topic is folded up to a time. */
    void foldedUpTo(Instant time) {
        ReadModel.folds()
                .forEach(fold -> database.useHandle(handle -> handle.execute(
                        "INSERT INTO folded_topics (topic, as_of) VALUES (?, ?) ON CONFLICT (topic) DO UPDATE SET"
                                + " as_of = excluded.as_of",
                        fold.topic().name(),
                        Latest.utc(time))));
    }

    /** Declares and reaches a host, and reads it in full. */
    void host(String id, HostStore... stores) {
        host(id, HostEventType.DECLARED);
        host(id, HostEventType.REACHABLE);
        synced(id, 1, stores);
    }

    void host(String id, HostEventType type) {
        fold(new HostFold(), event(id, type).build());
    }

    void synced(String id, long markersRead, HostStore... stores) {
        fold(
                new HostFold(),
                event(id, HostEventType.SYNCED)
                        .setStores(List.of(stores))
                        .setMarkersRead(markersRead)
                        .build());
    }

    void marked(String store) {
        fold(
                new HostFold(),
                event("h1", HostEventType.MARKED)
                        .setStores(List.of(pool(store, "images", true, true)))
                        .setMarker(store)
                        .build());
    }

    private HostEvent.Builder event(String id, HostEventType type) {
        return HostEvent.newBuilder()
                .setHostId(id)
                .setType(type)
                .setUri(type == HostEventType.DECLARED ? "test://" + id : null)
                .setMode(HostMode.ACTIVE)
                .setReason(type == HostEventType.UNREACHABLE ? "refused" : null)
                .setOccurredAt(readAt);
    }

    static HostStore pool(String store, String pool, boolean active, boolean marked) {
        return HostStore.newBuilder()
                .setStore(store)
                .setPool(pool)
                .setPoolType("dir")
                .setTargetPath("/" + pool)
                .setActive(active)
                .setMarked(marked)
                .build();
    }

    /** Lists a pool in full. */
    void lists(String host, String pool, StoreVolume... volumes) {
        foldAll(new StoreVolumeFold(), List.of(volumes));
        listing(host, pool, true, volumes.length);
    }

    void listing(String host, String pool, boolean whole, int volumes) {
        fold(
                new StoreVolumeFold(),
                record(host, pool, StoreVolumeType.LISTING)
                        .setWhole(whole)
                        .setVolumes(volumes)
                        .setUnclear(whole ? "" : "It is being published")
                        .setObservedAt(readAt)
                        .build());
    }

    void delete(String... keys) {
        database.useTransaction(transaction -> new StoreVolumeFold().delete(transaction, Set.of(keys)));
    }

    static StoreVolume.Builder volume(String host, String name) {
        return record(host, "images", StoreVolumeType.VOLUME)
                .setVolume(name)
                .setPath("/images/" + name)
                .setFormat(name.endsWith(".qcow2") ? "qcow2" : "raw")
                .setCapacityBytes(1 << 20)
                .setAllocationBytes(1 << 20);
    }

    static StoreVolume backed(String host, String name, String base, boolean certain) {
        return volume(host, name)
                .setReferences(List.of(new ListedReference(ListedReferenceKind.BACKING, certain, ref(base))))
                .build();
    }

    static VolumeRef ref(String name) {
        return new VolumeRef(STORE, name, "/images/" + name);
    }

    private static StoreVolume.Builder record(String host, String pool, StoreVolumeType type) {
        return StoreVolume.newBuilder()
                .setHostId(host)
                .setPool(pool)
                .setType(type)
                .setStore(STORE)
                .setFirstListedAt(BEGIN)
                .setObservedAt(BEGIN);
    }

    static VmEvent.Builder vm(String host, String name) {
        return VmEvent.newBuilder()
                .setVmId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                        .toString())
                .setType(VmEventType.OBSERVED)
                .setHostId(host)
                .setName(name)
                .setOccurredAt(BEGIN);
    }

    static Use use(String slot, boolean live, boolean configured, String image, String... chain) {
        return Use.newBuilder()
                .setSlot(slot)
                .setSlotKind(SlotKind.DISK)
                .setLive(live)
                .setConfigured(configured)
                .setVolume(ref(image))
                .setBackingChain(Arrays.stream(chain).map(ImageFleet::ref).toList())
                .build();
    }

    static HeldReference held(ReferenceHolder holder, String name, String image) {
        return new HeldReference(holder, name, ref(image));
    }

    static UnresolvedReference unresolved(String name) {
        return new UnresolvedReference("definition: vda", name, name + ", a path that no pool lists");
    }

    void vm(VmEvent.Builder event) {
        fold(new VmFold(), event.build());
    }

    <T extends SpecificRecord> void fold(TopicFold<T> fold, T told) {
        foldAll(fold, List.of(told));
    }

    <T extends SpecificRecord> void foldAll(TopicFold<T> fold, List<T> records) {
        List<FoldedRecord<T>> folded = records.stream()
                .map(told -> new FoldedRecord<>(
                        "", told, new LogPosition(fold.topic().name(), 0, 0), BEGIN, Optional.empty(), ""))
                .toList();
        database.useTransaction(transaction -> fold.fold(transaction, folded));
    }

    /** Returns the document of an image. */
    JsonNode image(String name) throws Exception {
        String document = database.withHandle(
                handle -> handle.createQuery("SELECT to_jsonb(d)::text FROM image_details d WHERE d.id = :id")
                        .bind("id", STORE + "/" + name)
                        .mapTo(String.class)
                        .one());
        return JSON.readTree(document);
    }

    String verdict(String name) throws Exception {
        return image(name).path("verdict").asText();
    }

    List<String> doubts(String name) throws Exception {
        return image(name).path("doubts").findValuesAsText("code");
    }

    /** Returns the only number that a query finds. */
    long number(String sql) {
        return database.withHandle(
                handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    /** Returns how many pages a query reads, cached or not, once the database's catalogue is in the session's memory. */
    long pagesRead(String sql) throws Exception {
        String plan = database.withHandle(handle -> {
            handle.execute(sql);
            return handle.createQuery("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + sql)
                    .mapTo(String.class)
                    .one();
        });
        JsonNode top = JSON.readTree(plan).path(0).path("Plan");
        return top.path("Shared Hit Blocks").asLong()
                + top.path("Shared Read Blocks").asLong();
    }

    void execute(String sql) {
        database.useHandle(handle -> handle.execute(sql));
    }
}
