package io.slackwater.topology.match;

import io.slackwater.domain.match.Supersession;
import io.slackwater.schemas.SchemaHistoryContract;
import io.slackwater.schemas.serde.AvroSerdes;
import java.util.Collection;
import java.util.Comparator;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificRecord;

/** The rows that the topology keeps. */
class RowHistoryTest extends SchemaHistoryContract {

    @Override
    protected Collection<Class<? extends SpecificRecord>> types() {
        AvroSerdes serdes = new AvroSerdes(new SchemaStore.Cache());
        new MatchTopology(serdes, new Supersession(Comparator.naturalOrder()), MatchSettings.of(1, MatchMetrics.NONE))
                .build();
        return serdes.rowTypes();
    }
}
