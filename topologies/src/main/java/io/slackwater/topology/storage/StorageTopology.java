package io.slackwater.topology.storage;

import io.slackwater.schemas.HeldRows;
import io.slackwater.schemas.StorageDecision;
import io.slackwater.schemas.StorageState;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.cloudevents.EventHeaders;
import io.slackwater.schemas.serde.AvroSerdes;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.streams.Decoded;
import io.slackwater.streams.EventStreams;
import io.slackwater.topology.storage.processor.StoreInput;
import io.slackwater.topology.storage.processor.StoreOutput;
import io.slackwater.topology.storage.processor.StoreProcessor;
import io.slackwater.topology.storage.processor.StoreProcessorSettings;
import io.slackwater.topology.storage.processor.VmUseInput;
import io.slackwater.topology.storage.processor.VmUseProcessor;
import io.slackwater.topology.storage.state.DeleteGuardDecisions;
import io.slackwater.topology.storage.state.StateTopicBuffer;
import io.slackwater.topology.storage.state.StorageStateStores;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.StoreBuilder;

/** Wires the topology: one part by VM, which knows what each VM refers to, and one by store, which runs the store machine. */
public final class StorageTopology {

    public static final String SERVICE = "storage-reclaimer";

    private static final String REFERENCES_BY_STORE = "references-by-store";
    private static final String UPDATES_BY_STORE = "updates-by-store";

    /** What the store machine reads of the headers of an event: its id, and the trace that goes on. */
    private static final String[] OF_CAUSE = {EventHeaders.ID, EventHeaders.TRACE_PARENT};

    private final StreamsBuilder builder = new StreamsBuilder();
    private final AvroSerdes serdes;
    private final EventStreams events;
    private final int storePartitions;

    /**
     * A topology.
     *
     * @param storePartitions how many partitions store-keyed topics have
     */
    public StorageTopology(AvroSerdes serdes, int storePartitions) {
        this.serdes = serdes;
        this.events = new EventStreams(builder, serdes, SERVICE);
        this.storePartitions = storePartitions;
    }

    public Topology build(StoreProcessorSettings settings) {
        List<StoreBuilder<?>> ofMachine = StorageStateStores.ofMachine(serdes);
        ofMachine.forEach(builder::addStateStore);
        String[] stores = ofMachine.stream().map(StoreBuilder::name).toArray(String[]::new);
        KStream<String, StoreOutput> said = byVm().merge(
                        events.readValues(Topics.STORAGE_OUTCOMES).mapValues(StoreInput.Outcome::new))
                .merge(decisions())
                .merge(events.readRows(Topics.STORAGE_STATE).mapValues(StorageTopology::row))
                .merge(everywhere(Topics.HOSTS, StoreInput.Host::new))
                .merge(everywhere(Topics.ROLLOUTS, StoreInput.Rollout::new))
                .merge(everywhere(Topics.CHANGES, StoreInput.Change::new))
                .process(() -> new StoreProcessor(settings), Named.as("store-machine"), stores);
        events.write(
                select(said, StoreOutput.Event.class).mapValues(StoreOutput.Event::event),
                Topics.STORAGE,
                event -> event.getType().name());
        events.writeRows(
                select(said, StoreOutput.StateRow.class).mapValues(StoreOutput.StateRow::state),
                Topics.STORAGE_STATE,
                StateTopicBuffer::storeOf);
        events.write(
                select(said, StoreOutput.Command.class).mapValues(StoreOutput.Command::command),
                Topics.STORAGE_COMMANDS,
                command -> command.getType().name());
        return builder.build();
    }

    private KStream<String, StoreInput> byVm() {
        builder.addStateStore(StorageStateStores.ofVms(serdes));
        KStream<String, VmUseInput> inventory = events.read(Topics.VM_INVENTORY).mapValues(VmUseInput.Inventory::new);
        KStream<String, VmUseInput> updates = events.read(Topics.UPDATES).mapValues(VmUseInput.Phase::new);
        KStream<String, StoreInput> byStore =
                inventory.merge(updates).process(VmUseProcessor::new, Named.as("vm-uses"), StorageStateStores.VM_USES);
        // A VM's references and updates concern stores, whose machines live in other tasks: re-keyed from VM to store.
        KStream<String, StoreInput> references = EventStreams.forInternalTopic(
                        select(byStore, StoreInput.References.class).mapValues(StoreInput.References::rows),
                        REFERENCES_BY_STORE,
                        EventHeaders.TRACE_PARENT)
                .repartition(Repartitioned.<String, HeldRows>as(REFERENCES_BY_STORE)
                        .withKeySerde(Serdes.String())
                        .withValueSerde(serdes.ofRows(HeldRows.class))
                        .withNumberOfPartitions(storePartitions))
                .mapValues(StoreInput.References::new);
        return EventStreams.forInternalTopic(
                        select(byStore, StoreInput.Phase.class).mapValues(StoreInput.Phase::event),
                        UPDATES_BY_STORE,
                        OF_CAUSE)
                .repartition(Repartitioned.<String, UpdateEvent>as(UPDATES_BY_STORE)
                        .withKeySerde(Serdes.String())
                        .withValueSerde(serdes.of(Topics.UPDATES))
                        .withNumberOfPartitions(storePartitions))
                .<StoreInput>mapValues(StoreInput.Phase::new)
                .merge(references);
    }

    /** What is decided about all stores reaches every machine, the rest that of its store. */
    private KStream<String, StoreInput> decisions() {
        KStream<String, StorageDecision> all = events.readValues(Topics.STORAGE_DECISIONS);
        KStream<String, StorageDecision> everywhere = EventStreams.broadcast(
                all.filter((key, decision) -> DeleteGuardDecisions.isAboutAllStores(decision)),
                serdes.of(Topics.STORAGE_DECISIONS),
                Topics.STORAGE_DECISIONS.name() + "-everywhere",
                storePartitions,
                OF_CAUSE);
        return all.filterNot((key, decision) -> DeleteGuardDecisions.isAboutAllStores(decision))
                .merge(everywhere)
                .mapValues(StoreInput.Decided::new);
    }

    /** Every store machine needs every record of these topics, whatever its key. */
    private <T extends SpecificRecord> KStream<String, StoreInput> everywhere(
            Topic<T> topic, Function<T, StoreInput> input) {
        return EventStreams.broadcast(
                        events.readValues(topic),
                        serdes.of(topic),
                        topic.name() + "-everywhere",
                        storePartitions,
                        EventHeaders.TRACE_PARENT)
                .mapValues(input::apply);
    }

    /** A row that nobody can read may say that a volume is in use. */
    private static StoreInput row(Decoded<StorageState> decoded) {
        if (decoded instanceof Decoded.Poison<StorageState> poison) {
            return new StoreInput.StateRowUnreadable(poison.cause());
        }
        return decoded instanceof Decoded.Value<StorageState> read
                ? new StoreInput.StateRow(read.value())
                : new StoreInput.StateRowRemoved();
    }

    private static <V, S extends V> KStream<String, S> select(KStream<String, V> stream, Class<S> type) {
        return stream.filter((key, value) -> type.isInstance(value)).mapValues(type::cast);
    }
}
