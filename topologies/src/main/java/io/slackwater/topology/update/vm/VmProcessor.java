package io.slackwater.topology.update.vm;

import io.slackwater.domain.modifiable.DecisionContext;
import io.slackwater.domain.update.decision.VmDecider;
import io.slackwater.domain.update.decision.VmDecision;
import io.slackwater.domain.vm.UpdateHistory;
import io.slackwater.domain.vm.Vm;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.VmUpdateState;
import io.slackwater.streams.Decoded;
import io.slackwater.streams.replay.Horizon;
import io.slackwater.streams.replay.ReplayGate;
import io.slackwater.topology.update.shared.CatalogueRepository;
import io.slackwater.topology.update.shared.DecisionListener;
import io.slackwater.topology.update.shared.ExecutorSettings;
import io.slackwater.topology.update.shared.ExecutorStateStores;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jboss.logging.Logger;

/**
 * Folds records into the VMs of one task, and runs the decider on those that are due. A record is only folded into what
 * is known of its VM; what follows from it is decided at the next tick, by the wall clock, some VMs at a time, so that
 * no transaction grows with the fleet; and not before a replay is over, for what was decided then stands further on in
 * the log.
 */
public final class VmProcessor implements Processor<String, VmInput, String, VmOutput> {

    private static final Logger LOG = Logger.getLogger(VmProcessor.class);

    public static final Duration TICK = Duration.ofMillis(100);

    private static final int REQUEUED_PER_TICK = 2_000;
    private static final int DECIDED_PER_TICK = 1_000;

    private final ExecutorSettings settings;
    private final DecisionListener listener;
    private final Horizon horizon;
    private ProcessorContext<String, VmOutput> context;
    private VmRepository vms;
    private DueVms due;
    private CatalogueRepository catalogue;
    private ReplayGate gate;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    public VmProcessor(ExecutorSettings settings, DecisionListener listener, Horizon horizon) {
        this.settings = settings;
        this.listener = listener;
        this.horizon = horizon;
    }

    @Override
    public void init(ProcessorContext<String, VmOutput> processorContext) {
        context = processorContext;
        vms = new VmRepository(processorContext);
        due = new DueVms(processorContext);
        catalogue = new CatalogueRepository(processorContext, settings.builtIn());
        gate = new ReplayGate(processorContext, ExecutorStateStores.VMS_REPLAY, horizon);
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    @Override
    public void process(Record<String, VmInput> record) {
        KeptVm kept = vms.load(record.key());
        Vm before = kept.vm();
        Vm after = VmEventApplier.fold(before, record);
        if (record.value() instanceof VmInput.StateRow stateRow) {
            row(kept, after, stateRow.row());
            return;
        }
        // In a replay what a retry is about may come after it.
        if (gate.isOpen()) {
            after = after.settled();
            if (record.value() instanceof VmInput.Retry retry) {
                tellWhetherIgnored(retry.event(), before.history(), after.history());
            }
        }
        if (!after.equals(before)) {
            requeue(after, vms.keep(kept, after));
        }
    }

    private void requeue(Vm vm, boolean isAtOnce) {
        due.put(vm.id(), isAtOnce ? Optional.of(DueVms.AT_ONCE) : Optional.empty());
    }

    /** A replay folds the rows of the state topic. After it the state is what counts, and a row that is lost is published again. */
    private void row(KeptVm before, Vm restored, Decoded<VmUpdateState> row) {
        boolean isLost = !(row instanceof Decoded.Value<VmUpdateState>);
        if (gate.isOpen() && isLost) {
            boolean isRemoved = row instanceof Decoded.Absent<VmUpdateState>;
            Vm vm = isRemoved ? before.vm().withoutUnreadRow() : before.vm();
            vms.keepUnpublished(before, vm).ifPresent(isAtOnce -> requeue(vm, isAtOnce));
        } else if (!gate.isOpen()) {
            requeue(restored, vms.keepRestored(before, restored, row));
        }
    }

    private static void tellWhetherIgnored(RolloutEvent retry, UpdateHistory before, UpdateHistory after) {
        if (after.failedChanges().equals(before.failedChanges())) {
            LOG.infof(
                    "The retry of change %s on VM %s by %s changes nothing: the change did not fail on it, or failed after that",
                    retry.getChangeId(),
                    retry.getVmId().orElse(""),
                    retry.getActor().orElse("nobody"));
        }
    }

    private void tick(long nowMillis) {
        if (!gate.isOpen()) {
            return;
        }
        Instant now = Instant.ofEpochMilli(nowMillis);
        vms.takeRequeued(REQUEUED_PER_TICK).forEach(vmId -> due.put(vmId, Optional.of(DueVms.AT_ONCE)));
        due.take(now, DECIDED_PER_TICK).forEach(entry -> lookAt(vms.load(entry.vmId()), entry.isTimed(), now));
    }

    private void lookAt(KeptVm kept, boolean isTimed, Instant now) {
        if (!kept.isKept()) {
            due.put(kept.vm().id(), Optional.empty());
        } else if (isTimed && kept.vm().isIdle()) {
            forget(kept.vm(), now);
        } else {
            decide(kept, now);
        }
    }

    /** No host had it for the audit period, and nothing was heard of it. */
    private void forget(Vm vm, Instant now) {
        due.put(vm.id(), Optional.empty());
        if (vms.forget(vm)) {
            publish(vm.id(), Optional.empty(), now);
        }
    }

    private void decide(KeptVm kept, Instant now) {
        Vm vm = kept.vm();
        VmDecision decision = VmDecider.decide(new DecisionContext(vm, catalogue, settings.timing(), now));
        Optional<VmUpdateState> row = vms.keepDecided(kept, decision.vm());
        due.put(
                vm.id(),
                decision.vm().isIdle()
                        ? Optional.of(now.plus(settings.auditPeriod()))
                        : later(decision.requeueAt(), now));
        decision.effects().forEach(effect -> {
            listener.emitted(effect);
            context.forward(EffectMapper.of(effect, now));
        });
        row.ifPresent(state -> publish(vm.id(), Optional.of(state), now));
    }

    private void publish(String vmId, Optional<VmUpdateState> row, Instant now) {
        context.forward(new Record<>(vmId, new VmOutput.StateRow(row), now.toEpochMilli()));
    }

    /** A VM that is to be looked at again at once is looked at in the next tick, not in this one again. */
    private static Optional<Instant> later(Optional<Instant> requeueAt, Instant now) {
        return requeueAt.map(time -> time.isAfter(now) ? time : now.plusMillis(1));
    }
}
