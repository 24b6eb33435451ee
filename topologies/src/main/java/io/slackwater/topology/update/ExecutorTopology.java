package io.slackwater.topology.update;

import io.slackwater.executor.stored.BudgetGrant;
import io.slackwater.executor.stored.BudgetMessage;
import io.slackwater.schemas.PolicyEvent;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.RolloutEventType;
import io.slackwater.schemas.UpdateCommand;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdateOutcome;
import io.slackwater.schemas.VmUpdateState;
import io.slackwater.schemas.cloudevents.EventHeaders;
import io.slackwater.schemas.serde.AvroSerdes;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.streams.Decoded;
import io.slackwater.streams.EventStreams;
import io.slackwater.streams.replay.Horizon;
import io.slackwater.topology.update.budget.AllocatorInput;
import io.slackwater.topology.update.budget.AllocatorOutput;
import io.slackwater.topology.update.budget.AllocatorProcessor;
import io.slackwater.topology.update.budget.UpdateStatusMapper;
import io.slackwater.topology.update.shared.CatalogueInput;
import io.slackwater.topology.update.shared.DecisionListener;
import io.slackwater.topology.update.shared.ExecutorSettings;
import io.slackwater.topology.update.shared.ExecutorStateStores;
import io.slackwater.topology.update.vm.CatalogueProcessor;
import io.slackwater.topology.update.vm.LeaseAnswerProcessor;
import io.slackwater.topology.update.vm.VmEventApplier;
import io.slackwater.topology.update.vm.VmInput;
import io.slackwater.topology.update.vm.VmOutput;
import io.slackwater.topology.update.vm.VmProcessor;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.StoreBuilder;

/** Wires the topology. What is decided, {@link io.slackwater.domain.update.decision.VmDecider} decides. */
public final class ExecutorTopology {

    static final String OUTCOMES_BY_VM = "outcomes-by-vm";
    static final String HOSTS_EVERYWHERE = "hosts-everywhere";
    static final String STORAGE_EVERYWHERE = "storage-everywhere";
    static final String CHANGES_EVERYWHERE = "changes-everywhere";
    static final String POLICIES_EVERYWHERE = "policies-everywhere";
    static final String POLICIES_FOR_BUDGET = "policies-for-budget";
    static final String BUDGET = "budget";
    static final String ROLLOUTS_FOR_BUDGET = "rollouts-for-budget";
    static final String LEASE_ANSWERS_BY_VM = "grants-by-vm";
    static final String RETRIES_BY_VM = "retries-by-vm";

    /** All requests have one key, for one task keeps the budget of the fleet. */
    private static final String FLEET = "fleet";

    private final StreamsBuilder builder = new StreamsBuilder();
    private final AvroSerdes serdes;
    private final EventStreams events;
    private final int partitions;

    private ExecutorTopology(AvroSerdes serdes, int partitions) {
        this.serdes = serdes;
        this.events = new EventStreams(builder, serdes, VmEventApplier.SERVICE);
        this.partitions = partitions;
    }

    /**
     * Builds the topology.
     *
     * @param partitions how many the VM-keyed topics have
     * @param horizon how far a task without state reads before it decides
     */
    public static Topology build(
            AvroSerdes serdes, int partitions, ExecutorSettings settings, DecisionListener listener, Horizon horizon) {
        ExecutorTopology topology = new ExecutorTopology(serdes, partitions);
        topology.wire(settings, listener, horizon);
        return topology.builder.build();
    }

    private void wire(ExecutorSettings settings, DecisionListener listener, Horizon horizon) {
        List<StoreBuilder<?>> ofVms = ExecutorStateStores.ofVms(serdes);
        List<StoreBuilder<?>> ofBudget = ExecutorStateStores.ofBudget(serdes);
        ofVms.forEach(builder::addStateStore);
        ofBudget.forEach(builder::addStateStore);
        String[] vmStores = names(ofVms);
        KStream<String, Decoded<UpdateEvent>> updates = events.read(Topics.UPDATES);
        KStream<String, RolloutEvent> rollouts = events.readValues(Topics.ROLLOUTS);
        KStream<String, PolicyEvent> policies = events.readValues(Topics.POLICIES);
        surroundings(policies)
                .process(() -> new CatalogueProcessor(settings.builtIn()), Named.as("surroundings"), vmStores);
        KStream<String, VmOutput> decided = inputs(updates, rollouts)
                .process(() -> new VmProcessor(settings, listener, horizon), Named.as("brain"), vmStores);
        write(decided);
        KStream<String, AllocatorOutput> allocated = budget(decided, updates)
                .merge(toBudget(rollouts))
                .merge(policiesToBudget(policies))
                .process(
                        () -> new AllocatorProcessor(settings, listener, horizon),
                        Named.as("allocator"),
                        names(ofBudget));
        writeRollouts(allocated);
        // The budget's answer comes back to another processor on the same stores, because a stream cannot be its own
        // input.
        allocated
                .flatMapValues(
                        output -> output instanceof AllocatorOutput.Answered answered
                                ? Set.of(answered.answer())
                                : Set.<BudgetGrant>of(),
                        Named.as("answered"))
                .repartition(toVms(LEASE_ANSWERS_BY_VM, serdes.ofRows(BudgetGrant.class)))
                .process(LeaseAnswerProcessor::new, Named.as("grants"), vmStores);
    }

    private KStream<String, VmInput> inputs(
            KStream<String, Decoded<UpdateEvent>> updates, KStream<String, RolloutEvent> rollouts) {
        KStream<String, VmInput> inventory =
                events.read(Topics.VM_INVENTORY).mapValues(VmInput.Inventory::new, Named.as("inventory-input"));
        KStream<String, VmInput> states =
                events.read(Topics.VM_STATES).mapValues(VmInput.State::new, Named.as("state-input"));
        KStream<String, VmInput> phases = updates.mapValues(VmInput.Updates::new, Named.as("updates-input"));
        // Outcomes are keyed by host, as the commands that they answer; what they mean, the decider of their VM knows.
        KStream<String, UpdateOutcome> outcomesOfVms = events.readValues(Topics.OUTCOMES)
                .selectKey((host, outcome) -> outcome.getVmId(), Named.as("outcomes-vm"));
        KStream<String, VmInput> outcomes = EventStreams.forInternalTopic(
                        outcomesOfVms, OUTCOMES_BY_VM, EventHeaders.TRACE_PARENT)
                .repartition(toVms(OUTCOMES_BY_VM, serdes.of(Topics.OUTCOMES)))
                .mapValues(VmInput.Outcome::new, Named.as("outcome-input"));
        // A retry is keyed by change, as all that is said of its rollout; it concerns one VM.
        KStream<String, RolloutEvent> retriesOfVms = rollouts.filter(
                        (change, event) -> event.getType() == RolloutEventType.RETRY
                                && event.getVmId().isPresent(),
                        Named.as("retries"))
                .selectKey((change, event) -> event.getVmId().orElseThrow(), Named.as("retries-vm"));
        KStream<String, VmInput> retries = EventStreams.forInternalTopic(retriesOfVms, RETRIES_BY_VM)
                .repartition(toVms(RETRIES_BY_VM, serdes.of(Topics.ROLLOUTS)))
                .mapValues(VmInput.Retry::new, Named.as("retry-input"));
        KStream<String, VmInput> rows =
                events.readRowsOfOthers(Topics.UPDATE_STATE).mapValues(VmInput.StateRow::new, Named.as("kept-input"));
        return inventory.merge(states).merge(phases).merge(rows).merge(outcomes).merge(retries);
    }

    /** What is said of any rollout, in the budget's partition. */
    private KStream<String, AllocatorInput> toBudget(KStream<String, RolloutEvent> rollouts) {
        return toBudget(
                        rollouts.selectKey((change, event) -> FLEET, Named.as("rollouts-key")),
                        ROLLOUTS_FOR_BUDGET,
                        serdes.of(Topics.ROLLOUTS))
                .mapValues(AllocatorInput.OfRollout::new, Named.as("rollout-input"));
    }

    /** The policies, in the budget's partition. */
    private KStream<String, AllocatorInput> policiesToBudget(KStream<String, PolicyEvent> policies) {
        return toBudget(
                        policies.selectKey((policy, event) -> FLEET, Named.as("policies-key")),
                        POLICIES_FOR_BUDGET,
                        serdes.of(Topics.POLICIES))
                .mapValues(AllocatorInput.OfPolicy::new, Named.as("policy-input"));
    }

    /** Every task needs every host, volume, change and policy that one of its VMs may have to do with. */
    private KStream<String, CatalogueInput> surroundings(KStream<String, PolicyEvent> policies) {
        KStream<String, CatalogueInput> hosts =
                everywhere(Topics.HOSTS, HOSTS_EVERYWHERE).mapValues(CatalogueInput.OfHost::new);
        KStream<String, CatalogueInput> storage =
                everywhere(Topics.STORAGE, STORAGE_EVERYWHERE).mapValues(CatalogueInput.OfVolume::new);
        KStream<String, CatalogueInput> changes =
                everywhere(Topics.CHANGES, CHANGES_EVERYWHERE).mapValues(CatalogueInput.OfChange::new);
        KStream<String, CatalogueInput> everyPolicy = EventStreams.broadcast(
                        policies, serdes.of(Topics.POLICIES), POLICIES_EVERYWHERE, partitions)
                .mapValues(CatalogueInput.OfPolicy::new);
        return hosts.merge(storage).merge(changes).merge(everyPolicy);
    }

    private <T extends SpecificRecord> KStream<String, T> everywhere(Topic<T> topic, String name) {
        return EventStreams.broadcast(events.readValues(topic), serdes.of(topic), name, partitions);
    }

    /** What takes and gives back leases, all of it in one partition: requests of the topologies, and phases from the log. */
    private KStream<String, AllocatorInput> budget(
            KStream<String, VmOutput> decided, KStream<String, Decoded<UpdateEvent>> updates) {
        KStream<String, BudgetMessage> requests = decided.flatMapValues(
                output -> output instanceof VmOutput.LeaseMessage leaseMessage
                        ? Set.of(leaseMessage.message())
                        : Set.<BudgetMessage>of(),
                Named.as("budget-requests"));
        KStream<String, BudgetMessage> phases =
                updates.flatMapValues(UpdateStatusMapper::of, Named.as("budget-phases"));
        return toBudget(
                        requests.merge(phases).selectKey((vm, message) -> FLEET, Named.as("budget-key")),
                        BUDGET,
                        serdes.ofRows(BudgetMessage.class))
                .mapValues(AllocatorInput.OfUpdate::new, Named.as("budget-input"));
    }

    private static <T> KStream<String, T> toBudget(KStream<String, T> stream, String name, Serde<T> values) {
        return EventStreams.forInternalTopic(stream, name)
                .repartition(Repartitioned.<String, T>as(name)
                        .withKeySerde(Serdes.String())
                        .withValueSerde(values)
                        .withNumberOfPartitions(1));
    }

    private void write(KStream<String, VmOutput> decided) {
        events.write(
                decided.flatMapValues(
                        output -> output instanceof VmOutput.PublishEvent publishEvent
                                ? Set.of(publishEvent.event())
                                : Set.<UpdateEvent>of(),
                        Named.as("said")),
                Topics.UPDATES,
                event -> event.getPhase().name());
        events.writeRows(
                decided.flatMapValues(
                        output -> output instanceof VmOutput.StateRow stateRow
                                ? Set.of(stateRow.row())
                                : Set.<Optional<VmUpdateState>>of(),
                        Named.as("kept")),
                Topics.UPDATE_STATE);
        events.write(
                decided.flatMapValues(
                        output -> output instanceof VmOutput.IssueCommand issueCommand
                                ? Set.of(issueCommand.command())
                                : Set.<UpdateCommand>of(),
                        Named.as("told")),
                Topics.COMMANDS,
                command -> command.getType().name());
    }

    private void writeRollouts(KStream<String, AllocatorOutput> allocated) {
        events.write(
                allocated.flatMapValues(
                        output -> output instanceof AllocatorOutput.RolloutDecided rolloutDecided
                                ? Set.of(rolloutDecided.event())
                                : Set.<RolloutEvent>of(),
                        Named.as("rollouts-said")),
                Topics.ROLLOUTS,
                event -> event.getType().name());
    }

    private <T> Repartitioned<String, T> toVms(String name, Serde<T> values) {
        return Repartitioned.<String, T>as(name)
                .withKeySerde(Serdes.String())
                .withValueSerde(values)
                .withNumberOfPartitions(partitions);
    }

    private static String[] names(List<StoreBuilder<?>> stores) {
        return stores.stream().map(StoreBuilder::name).toArray(String[]::new);
    }
}
