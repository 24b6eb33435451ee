package io.slackwater.topology.storage;

import io.slackwater.schemas.SchemaHistoryContract;
import io.slackwater.schemas.serde.AvroSerdes;
import java.util.Collection;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificRecord;

/** The rows that the topology keeps, and what it sends to itself. */
class RowHistoryTest extends SchemaHistoryContract {

    @Override
    protected Collection<Class<? extends SpecificRecord>> types() {
        AvroSerdes serdes = new AvroSerdes(new SchemaStore.Cache());
        new StorageTopology(serdes, 1).build(MachineTask.settings(() -> true));
        return serdes.rowTypes();
    }
}
