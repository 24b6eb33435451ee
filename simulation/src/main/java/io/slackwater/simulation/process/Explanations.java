package io.slackwater.simulation.process;

import io.slackwater.schemas.OpenUpdateRow;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.VmUpdateState;
import io.slackwater.simulation.log.Entry;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** What events say for a person alone. */
final class Explanations {

    private Explanations() {}

    /** Returns a record of the log as it would be without blockers and reasons, which no replay may go by. */
    static Entry without(Entry entry) {
        SpecificRecord value = entry.value();
        if (value instanceof UpdateEvent event) {
            value = without(event);
        } else if (value instanceof VmUpdateState row) {
            value = VmUpdateState.newBuilder(row)
                    .setOpen(row.getOpen().stream()
                            .map(open -> new OpenUpdateRow(open.getRequiredAt(), without(open.getEvent())))
                            .toList())
                    .build();
        }
        return new Entry(entry.offset(), entry.topic(), entry.key(), value, entry.source(), entry.at());
    }

    private static UpdateEvent without(UpdateEvent event) {
        return UpdateEvent.newBuilder(event)
                .setBlockers(List.of())
                .setReason(null)
                .build();
    }
}
