package io.slackwater.simulation.process;

import io.slackwater.schemas.UpdateEvent;
import io.slackwater.simulation.log.Entry;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** What events say for a person alone. */
final class Explanations {

    private Explanations() {}

    /** Returns a record of the log as it would be without blockers and reasons, which no replay may go by. */
    static Entry without(Entry entry) {
        SpecificRecord value = entry.value() instanceof UpdateEvent event
                ? UpdateEvent.newBuilder(event)
                        .setBlockers(List.of())
                        .setReason(null)
                        .build()
                : entry.value();
        return new Entry(entry.offset(), entry.topic(), entry.key(), value, entry.source(), entry.at());
    }
}
