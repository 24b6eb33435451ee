package io.slackwater.topology.update;

import io.slackwater.schemas.SchemaHistoryContract;
import io.slackwater.schemas.serde.AvroSerdes;
import io.slackwater.streams.replay.Horizon;
import io.slackwater.topology.update.shared.DecisionListener;
import java.util.Collection;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificRecord;

/** The rows that the topology keeps, and what it sends to itself. */
class RowHistoryTest extends SchemaHistoryContract {

    @Override
    protected Collection<Class<? extends SpecificRecord>> types() {
        AvroSerdes serdes = new AvroSerdes(new SchemaStore.Cache());
        ExecutorTopology.build(
                serdes, 1, TopologyHarness.settings(TopologyHarness.LIMITS), DecisionListener.NONE, Horizon.REACHED);
        return serdes.rowTypes();
    }
}
