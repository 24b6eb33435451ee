package io.slackwater.simulation.log;

import java.util.List;

/** Brings what is written to its readers. */
public interface RecordDelivery {

    /** Brings everything as it is. */
    RecordDelivery HONEST = (reader, entry) -> List.of(entry);

    /**
     * Returns what a reader gets of a record.
     *
     * @param reader the name of the part that reads, such as {@code brain-0}
     */
    List<Entry> carry(String reader, Entry entry);
}
