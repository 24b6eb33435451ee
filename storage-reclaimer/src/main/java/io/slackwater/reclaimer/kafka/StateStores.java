package io.slackwater.reclaimer.kafka;

import io.slackwater.reclaimer.rows.FanOutRow;
import io.slackwater.reclaimer.rows.HostRow;
import io.slackwater.reclaimer.rows.VmUseRow;
import io.slackwater.runtime.replay.ReplayGate;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.HeldRows;
import io.slackwater.schemas.MoveRow;
import io.slackwater.schemas.StorageDecision;
import io.slackwater.schemas.StorageOutcome;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.VolumeRow;
import io.slackwater.schemas.serde.AvroSerde;
import java.util.List;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The state stores of the topology: their names, and what a row is keyed by. */
public final class StateStores {

    /** By VM: what it refers to. */
    static final String VM_USES = "vm-uses";
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
    /** By host; a set. */
    public static final String NEVER_SYNCED = "never-synced-hosts";
    /** By host: since when what is known of it is whole, or is not. */
    public static final String CONTACT_SINCE = "host-contacts-since";
    /** By change. */
    public static final String CHANGES = "changes";
    /** By change. */
    public static final String FAN_OUTS = "fan-outs";
    /** By change, store, update, time and phase: updates whose change is not known yet. */
    public static final String PARKED = "parked-updates";
    /** By time, store and volume; a set. */
    public static final String WAKES = "wakes";
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
    /** Whether the log's end was reached, and whether a replay that began has yet to end. */
    static final String REPLAY = "replay";

    private StateStores() {}

    static StoreBuilder<?> ofVms() {
        return rows(VM_USES, VmUseRow.class);
    }

    /**
     * Returns the stores of the machine.
     *
     * @param schemas finds the schemas of wire records that another version wrote
     */
    static List<StoreBuilder<?>> ofMachine(SchemaStore schemas) {
        return List.of(
                rows(VOLUMES, VolumeRow.class),
                rows(MOVES, MoveRow.class),
                rows(HOLDINGS, HeldRows.class),
                rows(REFERENCES, HeldRows.class),
                rows(HOSTS, HostRow.class),
                store(DECISIONS, AvroSerde.of(StorageDecision.class, schemas)),
                set(STORE_HOSTS),
                set(NEVER_SYNCED),
                store(CONTACT_SINCE, Serdes.String()),
                store(CHANGES, AvroSerde.of(ChangeEvent.class, schemas)),
                rows(FAN_OUTS, FanOutRow.class),
                store(PARKED, AvroSerde.of(UpdateEvent.class, schemas)),
                set(WAKES),
                set(CONCERNED),
                set(HEARD),
                rows(POSTPONED_REFERENCES, HeldRows.class),
                store(POSTPONED_UPDATES, AvroSerde.of(UpdateEvent.class, schemas)),
                store(POSTPONED_OUTCOMES, AvroSerde.of(StorageOutcome.class, schemas)),
                store(POSTPONED_ADOPTIONS, AvroSerde.of(StorageDecision.class, schemas)),
                ReplayGate.store(REPLAY));
    }

    private static <T extends SpecificRecord> StoreBuilder<?> rows(String name, Class<T> type) {
        return store(name, AvroSerde.of(type));
    }

    private static StoreBuilder<?> set(String name) {
        return store(name, Serdes.String());
    }

    private static <V> StoreBuilder<?> store(String name, Serde<V> values) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), values);
    }
}
