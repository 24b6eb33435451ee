package io.slackwater.simulation.log;

import io.slackwater.simulation.time.VirtualClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/** The log: topics whose records are kept in the order of each key. */
public final class EventLog {

    private final VirtualClock clock;
    private final RecordDelivery recordDelivery;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Consumer<Entry>> witnesses = new ArrayList<>();
    private final Map<String, List<Consumer<Entry>>> readers = new HashMap<>();

    public EventLog(VirtualClock clock, RecordDelivery recordDelivery) {
        this.clock = clock;
        this.recordDelivery = recordDelivery;
    }

    /** Lets somebody see every record in the moment in which it is written, before any reader. */
    public void witness(Consumer<Entry> witness) {
        witnesses.add(witness);
    }

    /**
     * Adds a reader of a topic, which sees to it itself when it takes what was written.
     *
     * @param name the name of the part that reads
     */
    public void subscribe(String name, String topic, Consumer<Entry> reader) {
        readers.computeIfAbsent(topic, added -> new ArrayList<>())
                .add(entry -> recordDelivery.carry(name, entry).forEach(reader));
    }

    /** Writes a record. */
    public void append(String topic, String key, SpecificRecord value, String source) {
        Entry entry = new Entry(entries.size(), topic, key, value, source, clock.millis());
        entries.add(entry);
        witnesses.forEach(witness -> witness.accept(entry));
        readers.getOrDefault(topic, List.of()).forEach(reader -> reader.accept(entry));
    }

    /** Returns all records of a topic, oldest first. */
    public List<Entry> of(String topic) {
        return entries.stream().filter(entry -> entry.topic().equals(topic)).toList();
    }

    /** Returns how many records there are. */
    public int size() {
        return entries.size();
    }
}
