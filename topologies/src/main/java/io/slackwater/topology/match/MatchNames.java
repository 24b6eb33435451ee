package io.slackwater.topology.match;

import java.util.List;

/** The names of the topology's nodes, stores and repartition topics. State is found by them: they never change. */
public final class MatchNames {

    /** The service, as source of its events. */
    static final String SERVICE = "vm-inventory";

    static final String CHANGES_EVERYWHERE = "match-changes";
    static final String VOLUMES_EVERYWHERE = "match-volumes";
    static final String HOSTS_EVERYWHERE = "match-hosts";
    static final String ROLLOUTS_EVERYWHERE = "match-rollouts";

    static final String RETRIES = "match-retries";

    static final String MATCH = "match";
    static final String OPENED = "match-opened";
    static final String FINISHED = "match-finished";

    /** Key VM; where it is, and the last update of each change. */
    public static final String VMS = "vms";
    /** Key store, volume; what it holds. */
    static final String VOLUMES = "volumes";
    /** Key change; the change while it is available. */
    public static final String CHANGES = "changes";
    /** Key change; the change once it was withdrawn. */
    static final String WITHDRAWN = "withdrawn-changes";
    /** Key host; there while it is retired. */
    static final String RETIRED = "retired-hosts";
    /** Key sequence number; a scan that is not finished, with its cursor. */
    public static final String WORK = "scans";
    /** Key change; there when it was said that the fan-out for it has finished. */
    static final String FANNED_OUT = "fanned-out";
    /** Key change; what was published last about its fan-out. */
    static final String FAN_OUTS = "fan-outs";
    /** Key change, VM; the volumes that the VM runs from and that the log does not know. */
    static final String UNKNOWN_VOLUMES = "unknown-volumes";
    /** Whether the replay of the task is over. */
    public static final String REPLAY = "replay";

    /** All stores. */
    public static final List<String> STORES =
            List.of(VMS, VOLUMES, CHANGES, WITHDRAWN, RETIRED, WORK, FANNED_OUT, FAN_OUTS, UNKNOWN_VOLUMES, REPLAY);

    private MatchNames() {}
}
