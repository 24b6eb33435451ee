package io.slackwater.console.query;

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
        Map<String, ColumnType> columns) {

    /** The documents of the API. */
    public static final Collection HOSTS = new Collection(
            "hosts",
            "host_documents",
            "id",
            Optional.empty(),
            Sort.ascending("id"),
            Optional.of("_retired"),
            Map.of(
                    "id", ColumnType.TEXT,
                    "mode", ColumnType.TEXT,
                    "reachable", ColumnType.BOOLEAN,
                    "labels", ColumnType.LABELS,
                    "syncedAt", ColumnType.TIME,
                    "retiredAt", ColumnType.TIME));

    public static final Collection VMS = new Collection(
            "vms",
            "vm_documents",
            "_key",
            Optional.of("name"),
            Sort.ascending("name"),
            Optional.of("_gone"),
            Map.of(
                    "id", ColumnType.TEXT,
                    "name", ColumnType.TEXT,
                    "host", ColumnType.TEXT,
                    "state", ColumnType.TEXT,
                    "labels", ColumnType.LABELS,
                    "managedBy", ColumnType.TEXT,
                    "goneAt", ColumnType.TIME,
                    "observedAt", ColumnType.TIME));

    public static final Collection UPDATES = new Collection(
            "updates",
            "update_documents",
            "id",
            Optional.empty(),
            Sort.descending("changedAt"),
            Optional.empty(),
            Map.of(
                    "id", ColumnType.TEXT,
                    "change", ColumnType.TEXT,
                    "vm", ColumnType.TEXT,
                    "vmName", ColumnType.TEXT,
                    "host", ColumnType.TEXT,
                    "phase", ColumnType.TEXT,
                    "state", ColumnType.TEXT,
                    "policy", ColumnType.TEXT,
                    "requiredAt", ColumnType.TIME,
                    "changedAt", ColumnType.TIME));

    public static final Collection CHANGES = new Collection(
            "changes",
            "change_documents",
            "id",
            Optional.empty(),
            Sort.descending("publishedAt"),
            Optional.empty(),
            Map.of(
                    "id", ColumnType.TEXT,
                    "operatingSystem", ColumnType.TEXT,
                    "severity", ColumnType.TEXT,
                    "source", ColumnType.TEXT,
                    "publishedAt", ColumnType.TIME,
                    "withdrawnAt", ColumnType.TIME));

    public static final Collection ROLLOUTS = new Collection(
            "rollouts",
            "rollout_documents",
            "id",
            Optional.empty(),
            Sort.descending("publishedAt"),
            Optional.empty(),
            Map.of(
                    "id", ColumnType.TEXT,
                    "operatingSystem", ColumnType.TEXT,
                    "condition", ColumnType.TEXT,
                    "publishedAt", ColumnType.TIME,
                    "finishedAt", ColumnType.TIME));

    public static final Collection POLICIES = new Collection(
            "policies",
            "policy_documents",
            "id",
            Optional.empty(),
            Sort.ascending("id"),
            Optional.of("removed"),
            Map.of(
                    "id", ColumnType.TEXT,
                    "actor", ColumnType.TEXT,
                    "changedAt", ColumnType.TIME));

    public static final Collection STORES = new Collection(
            "stores",
            "store_documents",
            "id",
            Optional.empty(),
            Sort.ascending("id"),
            Optional.empty(),
            Map.of("id", ColumnType.TEXT, "marked", ColumnType.BOOLEAN, "availableBytes", ColumnType.NUMBER));

    public static final Collection VOLUMES = new Collection(
            "volumes",
            "volume_documents",
            "id",
            Optional.of("name"),
            Sort.ascending("id"),
            Optional.of("_freed"),
            Map.of(
                    "id", ColumnType.TEXT,
                    "name", ColumnType.TEXT,
                    "store", ColumnType.TEXT,
                    "state", ColumnType.TEXT,
                    "owner", ColumnType.TEXT,
                    "portion", ColumnType.TEXT,
                    "version", ColumnType.TEXT,
                    "sha256", ColumnType.TEXT,
                    "sizeBytes", ColumnType.NUMBER,
                    "changedAt", ColumnType.TIME));

    public static final Collection HOLDS = new Collection(
            "holds",
            "hold_documents",
            "id",
            Optional.empty(),
            Sort.ascending("id"),
            Optional.empty(),
            Map.of(
                    "id", ColumnType.TEXT,
                    "store", ColumnType.TEXT,
                    "volume", ColumnType.TEXT,
                    "actor", ColumnType.TEXT,
                    "heldAt", ColumnType.TIME));

    public static final Collection BLOCKERS = new Collection(
            "blockers",
            "blocker_documents",
            "id",
            Optional.empty(),
            Sort.ascending("since"),
            Optional.empty(),
            Map.of(
                    "id", ColumnType.TEXT,
                    "code", ColumnType.TEXT,
                    "subject", ColumnType.TEXT,
                    "change", ColumnType.TEXT,
                    "vm", ColumnType.TEXT,
                    "host", ColumnType.TEXT,
                    "since", ColumnType.TIME));

    public static final Collection EVENTS = new Collection(
            "events",
            "event_documents",
            "id",
            Optional.empty(),
            Sort.descending("publishedAt"),
            Optional.empty(),
            Map.of(
                    "id", ColumnType.TEXT,
                    "topic", ColumnType.TEXT,
                    "type", ColumnType.TEXT,
                    "vm", ColumnType.TEXT,
                    "host", ColumnType.TEXT,
                    "change", ColumnType.TEXT,
                    "store", ColumnType.TEXT,
                    "actor", ColumnType.TEXT,
                    "publishedAt", ColumnType.TIME));

    /** Returns the filter that includes what is over: {@code gone}, {@code retired}; empty where nothing is ever over. */
    public Optional<String> endedFilter() {
        return endedColumn.map(column -> column.startsWith("_") ? column.substring(1) : column);
    }

    /** Returns every collection, in the order of the documentation. */
    public static List<Collection> all() {
        return List.of(HOSTS, VMS, UPDATES, CHANGES, ROLLOUTS, POLICIES, STORES, VOLUMES, HOLDS, BLOCKERS, EVENTS);
    }
}
