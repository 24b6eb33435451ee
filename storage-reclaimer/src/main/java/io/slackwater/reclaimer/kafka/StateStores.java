package io.slackwater.reclaimer.kafka;

import io.slackwater.reclaimer.rows.FanOutRow;
import io.slackwater.reclaimer.rows.HeldRows;
import io.slackwater.reclaimer.rows.HostRow;
import io.slackwater.reclaimer.rows.MoveRow;
import io.slackwater.reclaimer.rows.VmUseRow;
import io.slackwater.reclaimer.rows.VolumeRow;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.serde.AvroSerde;
import java.util.List;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The state stores of the topology: their names, and what a row is keyed by. */
final class StateStores {

    /** By VM: what it refers to. */
    static final String VM_USES = "vm-uses";
    /** By store and volume. */
    static final String VOLUMES = "volumes";
    /** By store, volume, VM and update. */
    static final String MOVES = "moves";
    /** By store and holder: what it refers to there. */
    static final String HOLDINGS = "holdings";
    /** By store, volume and holder: the same the other way round. */
    static final String REFERENCES = "references";
    /** By host. */
    static final String HOSTS = "hosts";
    /** By store and host; a set. */
    static final String STORE_HOSTS = "store-hosts";
    /** By host; a set. */
    static final String NEVER_SYNCED = "never-synced-hosts";
    /** By change. */
    static final String CHANGES = "changes";
    /** By change. */
    static final String FAN_OUTS = "fan-outs";
    /** By change, store, update, time and phase: updates whose change is not known yet. */
    static final String PARKED = "parked-updates";
    /** By time, store and volume; a set. */
    static final String WAKES = "wakes";
    /** By change, store and volume; a set. */
    static final String CONCERNED = "concerned-volumes";

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
                set(STORE_HOSTS),
                set(NEVER_SYNCED),
                store(CHANGES, AvroSerde.of(ChangeEvent.class, schemas)),
                rows(FAN_OUTS, FanOutRow.class),
                store(PARKED, AvroSerde.of(UpdateEvent.class, schemas)),
                set(WAKES),
                set(CONCERNED));
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
