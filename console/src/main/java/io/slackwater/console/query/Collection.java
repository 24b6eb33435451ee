package io.slackwater.console.query;

import io.slackwater.api.ImageVerdict;
import io.slackwater.schemas.BlockerCode;
import io.slackwater.schemas.HostMode;
import io.slackwater.schemas.Severity;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.UpdateState;
import io.slackwater.schemas.VmState;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.schemas.VolumeOwner;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One kind of document that can be listed.
 *
 * @param name as in the path: {@code vms}
 * @param view the view in the database whose columns are the document's members
 * @param key the column that tells one row from every other
 * @param nameColumn the column by which people call a document, where it has more than its id
 * @param defaultSort the column that orders a list where the caller names none
 * @param endedColumn the column that is true of what is over, which a list leaves out where the caller does not ask for it; the
 *     caller names it without the underscore
 * @param columns what can be filtered by and sorted by: the document's members, with their types
 */
public record Collection(
        String name,
        String view,
        String key,
        Optional<String> nameColumn,
        Sort defaultSort,
        Optional<String> endedColumn,
        Map<String, Column> columns) {

    /** The documents of the API. */
    public static final Collection HOSTS = new Collection(
            "hosts",
            "host_documents",
            "id",
            Optional.empty(),
            Sort.ascending("id"),
            Optional.of("_retired"),
            Map.of(
                    "id", Column.of(ColumnType.TEXT),
                    "mode", Column.oneOf(HostMode.values()).orNothing(),
                    "reachable", Column.optional(ColumnType.BOOLEAN),
                    "labels", Column.of(ColumnType.LABELS),
                    "syncedAt", Column.optional(ColumnType.TIME),
                    "retiredAt", Column.optional(ColumnType.TIME)));

    public static final Collection VMS = new Collection(
            "vms",
            "vm_documents",
            "_key",
            Optional.of("name"),
            Sort.ascending("name"),
            Optional.of("_gone"),
            Map.of(
                    "id", Column.of(ColumnType.TEXT),
                    "name", Column.of(ColumnType.TEXT),
                    "host", Column.of(ColumnType.TEXT).naming("hosts"),
                    "state", Column.oneOf(VmState.values()),
                    "labels", Column.of(ColumnType.LABELS),
                    "managedBy", Column.optional(ColumnType.TEXT),
                    "goneAt", Column.optional(ColumnType.TIME),
                    "observedAt", Column.of(ColumnType.TIME)));

    public static final Collection UPDATES = new Collection(
            "updates",
            "update_documents",
            "id",
            Optional.empty(),
            Sort.descending("changedAt"),
            Optional.empty(),
            Map.of(
                    "id", Column.of(ColumnType.TEXT),
                    "change", Column.of(ColumnType.TEXT),
                    "vm", Column.of(ColumnType.TEXT),
                    "vmName", Column.of(ColumnType.TEXT),
                    "host", Column.of(ColumnType.TEXT).naming("hosts"),
                    "phase", Column.oneOf(UpdatePhase.values()),
                    "state", Column.oneOf(UpdateState.values()),
                    "policy", Column.optional(ColumnType.TEXT),
                    "requiredAt", Column.of(ColumnType.TIME),
                    "changedAt", Column.of(ColumnType.TIME)));

    public static final Collection CHANGES = new Collection(
            "changes",
            "change_documents",
            "id",
            Optional.empty(),
            Sort.descending("publishedAt"),
            Optional.empty(),
            Map.of(
                    "id", Column.of(ColumnType.TEXT),
                    "operatingSystem", Column.of(ColumnType.TEXT),
                    "severity", Column.oneOf(Severity.values()),
                    "source", Column.of(ColumnType.TEXT),
                    "publishedAt", Column.of(ColumnType.TIME),
                    "withdrawnAt", Column.optional(ColumnType.TIME)));

    public static final Collection ROLLOUTS = new Collection(
            "rollouts",
            "rollout_documents",
            "id",
            Optional.empty(),
            Sort.descending("publishedAt"),
            Optional.empty(),
            Map.of(
                    "id", Column.of(ColumnType.TEXT),
                    "operatingSystem", Column.optional(ColumnType.TEXT),
                    "condition", Column.oneOf(List.of("RUNNING", "PAUSED", "ABORTED", "WITHDRAWN", "FINISHED")),
                    "publishedAt", Column.of(ColumnType.TIME),
                    "finishedAt", Column.optional(ColumnType.TIME)));

    public static final Collection POLICIES = new Collection(
            "policies",
            "policy_documents",
            "id",
            Optional.empty(),
            Sort.ascending("id"),
            Optional.of("removed"),
            Map.of(
                    "id", Column.of(ColumnType.TEXT),
                    "actor", Column.of(ColumnType.TEXT),
                    "changedAt", Column.of(ColumnType.TIME)));

    public static final Collection STORES = new Collection(
            "stores",
            "store_documents",
            "id",
            Optional.empty(),
            Sort.ascending("id"),
            Optional.empty(),
            Map.of(
                    "id",
                    Column.of(ColumnType.TEXT),
                    "marked",
                    Column.of(ColumnType.BOOLEAN),
                    "availableBytes",
                    Column.of(ColumnType.NUMBER)));

    public static final Collection VOLUMES = new Collection(
            "volumes",
            "volume_documents",
            "id",
            Optional.of("name"),
            Sort.ascending("id"),
            Optional.of("_freed"),
            Map.of(
                    "id", Column.of(ColumnType.TEXT),
                    "name", Column.of(ColumnType.TEXT),
                    "store", Column.of(ColumnType.TEXT).naming("stores"),
                    "state", Column.oneOf(VolumeEventType.values()),
                    "owner", Column.oneOf(VolumeOwner.values()),
                    "portion", Column.optional(ColumnType.TEXT),
                    "version", Column.optional(ColumnType.TEXT),
                    "sha256", Column.optional(ColumnType.TEXT),
                    "sizeBytes", Column.of(ColumnType.NUMBER),
                    "changedAt", Column.of(ColumnType.TIME)));

    private static final Map<String, Column> IMAGE_COLUMNS = Map.ofEntries(
            Map.entry("id", Column.of(ColumnType.TEXT)),
            Map.entry("name", Column.of(ColumnType.TEXT)),
            Map.entry("store", Column.of(ColumnType.TEXT).naming("stores")),
            Map.entry(
                    "host",
                    Column.filteredBy("SELECT o.store || '/' || o.volume FROM listed_volumes o WHERE o.host_id = %s")
                            .naming("hosts")),
            Map.entry("verdict", Column.oneOf(ImageVerdict.values())),
            Map.entry("format", Column.of(ColumnType.TEXT)),
            Map.entry("portion", Column.optional(ColumnType.TEXT)),
            Map.entry("version", Column.optional(ColumnType.TEXT)),
            Map.entry("sha256", Column.optional(ColumnType.TEXT)),
            Map.entry("sizeBytes", Column.of(ColumnType.NUMBER)),
            Map.entry("firstListedAt", Column.of(ColumnType.TIME)));

    public static final Collection IMAGES = new Collection(
            "images",
            "image_documents",
            "id",
            Optional.of("name"),
            Sort.ascending("id"),
            Optional.empty(),
            IMAGE_COLUMNS);

    /** Images one at a time, each with all that refers to it. */
    public static final Collection IMAGE_DETAILS = new Collection(
            "images",
            "image_details",
            "id",
            Optional.of("name"),
            Sort.ascending("id"),
            Optional.empty(),
            IMAGE_COLUMNS);

    public static final Collection HOLDS = new Collection(
            "holds",
            "hold_documents",
            "id",
            Optional.empty(),
            Sort.ascending("id"),
            Optional.empty(),
            Map.of(
                    "id", Column.of(ColumnType.TEXT),
                    "store", Column.of(ColumnType.TEXT).naming("stores"),
                    "volume", Column.of(ColumnType.TEXT),
                    "actor", Column.of(ColumnType.TEXT),
                    "heldAt", Column.of(ColumnType.TIME)));

    public static final Collection BLOCKERS = new Collection(
            "blockers",
            "blocker_documents",
            "id",
            Optional.empty(),
            Sort.ascending("since"),
            Optional.empty(),
            Map.of(
                    "id", Column.of(ColumnType.TEXT),
                    "code", Column.oneOf(BlockerCode.values()),
                    "subject", Column.of(ColumnType.TEXT),
                    "change", Column.of(ColumnType.TEXT),
                    "vm", Column.of(ColumnType.TEXT),
                    "host", Column.of(ColumnType.TEXT).naming("hosts"),
                    "since", Column.of(ColumnType.TIME)));

    public static final Collection EVENTS = new Collection(
            "events",
            "event_documents",
            "id",
            Optional.empty(),
            Sort.descending("publishedAt"),
            Optional.empty(),
            Map.of(
                    "id", Column.of(ColumnType.TEXT),
                    "topic", Column.oneOf(Topics.all().stream().map(Topic::name).toList()),
                    "type", Column.of(ColumnType.TEXT),
                    "vm", Column.optional(ColumnType.TEXT),
                    "host", Column.optional(ColumnType.TEXT).naming("hosts"),
                    "change", Column.optional(ColumnType.TEXT),
                    "store", Column.optional(ColumnType.TEXT).naming("stores"),
                    "actor", Column.optional(ColumnType.TEXT),
                    "publishedAt", Column.of(ColumnType.TIME)));

    /** Returns the filter that includes what is over: {@code gone}, {@code retired}; empty where nothing is ever over. */
    public Optional<String> endedFilter() {
        return endedColumn.map(column -> column.startsWith("_") ? column.substring(1) : column);
    }

    /** Returns the collection of a name. */
    static Collection named(String name) {
        return all().stream()
                .filter(collection -> collection.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no collection " + name));
    }

    /** Returns every collection, in the order of the documentation. */
    public static List<Collection> all() {
        return List.of(
                HOSTS, VMS, UPDATES, CHANGES, ROLLOUTS, POLICIES, STORES, IMAGES, VOLUMES, HOLDS, BLOCKERS, EVENTS);
    }
}
