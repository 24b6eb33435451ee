package io.slackwater.topology.storage.state;

import io.slackwater.reclaimer.rows.FanOutRow;
import io.slackwater.reclaimer.rows.HostRow;
import io.slackwater.reclaimer.rows.VmUseRow;
import io.slackwater.schemas.HeldRows;
import io.slackwater.schemas.MoveRow;
import io.slackwater.schemas.StoreBrakeRow;
import io.slackwater.schemas.VolumeRow;
import io.slackwater.schemas.serde.AvroSerdes;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.streams.replay.ReplayGate;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The state stores of the topology: their names, and what a row is keyed by. */
public final class StorageStateStores {

    /** By VM: what it refers to. */
    public static final String VM_USES = "vm-uses";
    /** By store and volume. */
    public static final String VOLUMES = "volumes";
    /** By store, volume, VM and update. */
    public static final String MOVES = "moves";
    /** By store and holder: what it refers to there. */
    public static final String HOLDINGS = "holdings";
    /** By store, volume and holder: the same the other way round. */
    public static final String REFERENCES = "references";
    /** By host. */
    public static final String HOSTS = "hosts";
    /** By store and what was decided about. */
    public static final String DECISIONS = "decisions";
    /** By store and host; a set. */
    public static final String STORE_HOSTS = "store-hosts";
    /** By store and host that had it, and was neither retired since nor shows it any more: since when. */
    public static final String FORMER_HOSTS = "former-store-hosts";
    /** By host; a set. */
    public static final String NEVER_SYNCED = "never-synced-hosts";
    /** By host: since when what is known of it is whole, or is not. */
    public static final String CONTACT_SINCE = "host-contacts-since";
    /** The events of markers that were counted, how many, and by store the number of the last one. */
    public static final String MARKERS = "store-markers";
    /** By how many events of markers a host's last sync began after, and host: when the host was declared. */
    public static final String MARKERS_READ = "hosts-by-markers-read";
    /** By digest of what an unmarked pool lists, store, host and pool; a set. */
    public static final String LISTINGS = "unmarked-pool-listings";
    /** By change. */
    public static final String CHANGES = "changes";
    /** By change. */
    public static final String FAN_OUTS = "fan-outs";
    /** By change, store, update, time and phase: updates whose change is not known yet. */
    public static final String PARKED = "parked-updates";
    /** By store and volume: the times at which it is to be decided about. */
    public static final String WAKES = "wakes";
    /** By what has volumes decided about, all of a store or of a change: how far that is. */
    public static final String SWEEPS = "volume-sweeps";
    /** By change, store and volume; a set. */
    public static final String CONCERNED = "concerned-volumes";
    /** By store and stream: the id of the event that was taken account of last. */
    public static final String HEARD = "heard-events";
    /** By store and holder, until a replay is over. */
    public static final String POSTPONED_REFERENCES = "postponed-references";
    /** By store, VM, offset and event, until a replay is over. */
    public static final String POSTPONED_UPDATES = "postponed-updates";
    /** By store, offset and event, until a replay is over. */
    public static final String POSTPONED_OUTCOMES = "postponed-outcomes";
    /** By store, offset and event, until a replay is over. */
    public static final String POSTPONED_ADOPTIONS = "postponed-adoptions";
    /** By store: what holds up its deletes. */
    public static final String BRAKES = "delete-brakes";
    /** By host that may be changed: since when. */
    public static final String ACTIVATIONS = "host-activations";
    /** Whether the log's end was reached, and whether a replay that began has yet to end. */
    public static final String REPLAY = "replay";

    private StorageStateStores() {}

    public static StoreBuilder<?> ofVms(AvroSerdes serdes) {
        return store(VM_USES, serdes.ofRows(VmUseRow.class));
    }

    /** Returns the stores of the machine. */
    public static List<StoreBuilder<?>> ofMachine(AvroSerdes serdes) {
        return List.of(
                // A volume changes with each VM that moves to it or away: what is written is what it is at a commit.
                store(VOLUMES, serdes.ofRows(VolumeRow.class)).withCachingEnabled(),
                store(MOVES, serdes.ofRows(MoveRow.class)),
                store(HOLDINGS, serdes.ofRows(HeldRows.class)),
                store(REFERENCES, serdes.ofRows(HeldRows.class)),
                store(HOSTS, serdes.ofRows(HostRow.class)),
                store(DECISIONS, serdes.of(Topics.STORAGE_DECISIONS)),
                set(STORE_HOSTS),
                set(FORMER_HOSTS),
                set(NEVER_SYNCED),
                store(CONTACT_SINCE, Serdes.String()),
                set(MARKERS),
                set(MARKERS_READ),
                set(LISTINGS),
                store(CHANGES, serdes.of(Topics.CHANGES)),
                store(FAN_OUTS, serdes.ofRows(FanOutRow.class)),
                store(PARKED, serdes.of(Topics.UPDATES)),
                store(WAKES, Serdes.String()).withCachingEnabled(),
                store(SWEEPS, Serdes.String()),
                set(CONCERNED),
                set(HEARD),
                store(POSTPONED_REFERENCES, serdes.ofRows(HeldRows.class)),
                store(POSTPONED_UPDATES, serdes.of(Topics.UPDATES)),
                store(POSTPONED_OUTCOMES, serdes.of(Topics.STORAGE_OUTCOMES)),
                store(POSTPONED_ADOPTIONS, serdes.of(Topics.STORAGE_DECISIONS)),
                store(BRAKES, serdes.ofRows(StoreBrakeRow.class)),
                store(ACTIVATIONS, Serdes.String()),
                ReplayGate.store(REPLAY));
    }

    private static StoreBuilder<?> set(String name) {
        return store(name, Serdes.String());
    }

    private static <V> StoreBuilder<KeyValueStore<String, V>> store(String name, Serde<V> values) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), values);
    }
}
