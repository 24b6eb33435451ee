package io.slackwater.inventory.match.kafka;

/** The names of the topology's nodes, stores and repartition topics. State is found by them: they never change. */
final class MatchNames {

    /** The service, as source of its events. */
    static final String SERVICE = "vm-inventory";

    static final String CHANGES_EVERYWHERE = "match-changes";
    static final String VOLUMES_EVERYWHERE = "match-volumes";
    static final String HOSTS_EVERYWHERE = "match-hosts";

    static final String RETRIES = "match-retries";

    static final String KEYED = "match-keyed";
    static final String MATCH = "match";
    static final String OPENED = "match-opened";
    static final String FINISHED = "match-finished";

    /** Key VM; what is known of it. */
    static final String VMS = "vms";
    /** Key store, volume, VM; empty: which VMs refer to a volume, in one place to scan. */
    static final String USES = "uses";
    /** Key VM; the last update of each change. */
    static final String UPDATES = "vm-updates";
    /** Key store, volume; what it holds. */
    static final String VOLUMES = "volumes";
    /** Key portion, store, volume; the version: where a portion is held, in one place to scan. */
    static final String HOLDINGS = "holdings";
    /** Key change; the change while it is available. */
    static final String CHANGES = "changes";
    /** Key host; there while it is retired. */
    static final String RETIRED = "retired-hosts";
    /** Key sequence number; a scan that is not finished, with its cursor. */
    static final String WORK = "scans";

    static final String[] STORES = {VMS, USES, UPDATES, VOLUMES, HOLDINGS, CHANGES, RETIRED, WORK};

    private MatchNames() {}
}
