package io.slackwater.topology.match;

import io.slackwater.domain.match.Supersession;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.serde.AvroSerdes;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.streams.EventStreams;
import io.slackwater.streams.replay.ReplayGate;
import io.slackwater.topology.match.row.MatchCatalogueRowMapper;
import io.slackwater.topology.match.row.MatchVmRowMapper;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Wires the matching topology. Changes, volumes and hosts are copied to every partition of the VMs, so that each partition
 * matches its own VMs against all of them: no join, no hot key.
 */
public final class MatchTopology {

    private final AvroSerdes serdes;
    private final Supersession supersession;
    private final MatchSettings settings;

    /** The topology of one installation. */
    public MatchTopology(AvroSerdes serdes, Supersession supersession, MatchSettings settings) {
        this.serdes = serdes;
        this.supersession = supersession;
        this.settings = settings;
    }

    /** Builds it. */
    public Topology build() {
        StreamsBuilder builder = new StreamsBuilder();
        EventStreams events = new EventStreams(builder, serdes, MatchNames.SERVICE);
        stores(serdes, settings).forEach(builder::addStateStore);
        KStream<String, MatchOutput> said = heard(events)
                .process(
                        () -> new MatchProcessor(supersession, settings),
                        Named.as(MatchNames.MATCH),
                        MatchNames.STORES.toArray(String[]::new));
        KStream<String, UpdateEvent> opened = said.flatMapValues(
                output -> output instanceof MatchOutput.Opening opening ? Set.of(opening.event()) : Set.of(),
                Named.as(MatchNames.OPENED));
        events.write(opened, Topics.UPDATES, event -> event.getPhase().name());
        KStream<String, RolloutEvent> finished = said.flatMapValues(
                output -> output instanceof MatchOutput.Finishing finishing ? Set.of(finishing.event()) : Set.of(),
                Named.as(MatchNames.FINISHED));
        events.write(finished, Topics.ROLLOUTS, event -> event.getType().name());
        return builder.build();
    }

    private KStream<String, MatchInput> heard(EventStreams events) {
        KStream<String, MatchInput> vms = inputs(events.read(Topics.VM_INVENTORY), MatchInputs::ofVm);
        KStream<String, MatchInput> updates = inputs(events.readValuesOfOthers(Topics.UPDATES), MatchInputs::ofUpdate);
        KStream<String, RolloutEvent> rollouts = events.readValues(Topics.ROLLOUTS);
        KStream<String, MatchInput> rows = inputs(events.readRows(Topics.UPDATE_STATE), MatchInputs::ofRow);
        return vms.merge(updates)
                .merge(rows)
                .merge(inputs(retries(rollouts), MatchInputs::ofRetry))
                .merge(everywhere(events, Topics.CHANGES, MatchNames.CHANGES_EVERYWHERE, MatchInputs::ofChange))
                .merge(everywhere(events, Topics.STORAGE, MatchNames.VOLUMES_EVERYWHERE, MatchInputs::ofVolume))
                .merge(everywhere(events, Topics.HOSTS, MatchNames.HOSTS_EVERYWHERE, MatchInputs::ofHost))
                .merge(everywhere(rollouts, Topics.ROLLOUTS, MatchNames.ROLLOUTS_EVERYWHERE, MatchInputs::ofRollout));
    }

    /** A retry is keyed by change, as all that is said of its rollout; it concerns one VM. */
    private KStream<String, RolloutEvent> retries(KStream<String, RolloutEvent> rollouts) {
        KStream<String, RolloutEvent> ofVms = rollouts.filter(
                        (change, event) -> MatchInputs.ofRetry(event).isPresent()
                                && event.getVmId().isPresent(),
                        Named.as(MatchNames.RETRIES + "-meant"))
                .selectKey((change, event) -> event.getVmId().orElseThrow(), Named.as(MatchNames.RETRIES + "-vm"));
        return EventStreams.forInternalTopic(ofVms, MatchNames.RETRIES, CausationHeaders.NAMES)
                .repartition(Repartitioned.<String, RolloutEvent>as(MatchNames.RETRIES)
                        .withKeySerde(Serdes.String())
                        .withValueSerde(serdes.of(Topics.ROLLOUTS))
                        .withNumberOfPartitions(settings.partitions()));
    }

    private <T extends SpecificRecord> KStream<String, MatchInput> everywhere(
            EventStreams events, Topic<T> topic, String name, Function<T, Optional<MatchInput>> meaning) {
        return everywhere(events.readValues(topic), topic, name, meaning);
    }

    private <T extends SpecificRecord> KStream<String, MatchInput> everywhere(
            KStream<String, T> read, Topic<T> topic, String name, Function<T, Optional<MatchInput>> meaning) {
        KStream<String, T> meant =
                read.filter((key, event) -> meaning.apply(event).isPresent(), Named.as(name + "-meant"));
        Serde<T> values = serdes.of(topic);
        return inputs(
                EventStreams.broadcast(meant, values, name, settings.partitions(), CausationHeaders.NAMES), meaning);
    }

    private static <V> KStream<String, MatchInput> inputs(
            KStream<String, V> events, Function<V, Optional<MatchInput>> meaning) {
        return events.flatMapValues(event -> meaning.apply(event).map(Set::of).orElse(Set.of()));
    }

    /** Returns the topology's stores, new ones at each call. */
    static List<StoreBuilder<? extends StateStore>> stores(AvroSerdes serdes, MatchSettings settings) {
        return List.of(
                store(settings, MatchNames.VMS, MatchVmRowMapper.serde(serdes)),
                store(settings, MatchNames.VOLUMES, MatchCatalogueRowMapper.contents(serdes)),
                store(settings, MatchNames.CHANGES, MatchCatalogueRowMapper.changes(serdes)),
                store(settings, MatchNames.WITHDRAWN, MatchCatalogueRowMapper.changes(serdes)),
                store(settings, MatchNames.RETIRED, Serdes.ByteArray()),
                store(settings, MatchNames.WORK, MatchCatalogueRowMapper.scans(serdes)),
                store(settings, MatchNames.FANNED_OUT, Serdes.ByteArray()),
                store(settings, MatchNames.FAN_OUTS, MatchCatalogueRowMapper.fanOuts(serdes)),
                store(settings, MatchNames.UNKNOWN_VOLUMES, MatchVmRowMapper.unknownVolumes(serdes)),
                ReplayGate.store(MatchNames.REPLAY));
    }

    private static <V> StoreBuilder<? extends StateStore> store(MatchSettings settings, String name, Serde<V> values) {
        return Stores.keyValueStoreBuilder(settings.storage().apply(name), Serdes.String(), values);
    }
}
