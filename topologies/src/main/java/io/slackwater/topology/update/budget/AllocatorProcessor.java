package io.slackwater.topology.update.budget;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.budget.AllocationResult;
import io.slackwater.domain.budget.Allocator;
import io.slackwater.domain.budget.LeaseLedger;
import io.slackwater.domain.budget.LeaseRequest;
import io.slackwater.domain.budget.UpdateStatus;
import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.policy.rollout.RolloutRules;
import io.slackwater.domain.rollout.Rollout;
import io.slackwater.domain.rollout.RolloutFact;
import io.slackwater.domain.rollout.Rollouts;
import io.slackwater.domain.update.Phase;
import io.slackwater.executor.stored.BudgetGrant;
import io.slackwater.executor.stored.BudgetMessage;
import io.slackwater.mapping.update.RolloutMapper;
import io.slackwater.schemas.PolicyEvent;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.RolloutEventType;
import io.slackwater.streams.replay.Horizon;
import io.slackwater.streams.replay.ReplayGate;
import io.slackwater.topology.update.row.BudgetRowMapper;
import io.slackwater.topology.update.shared.DecisionListener;
import io.slackwater.topology.update.shared.ExecutorSettings;
import io.slackwater.topology.update.shared.ExecutorStateStores;
import io.slackwater.topology.update.shared.TaskPolicyRepository;
import io.slackwater.topology.update.vm.VmProcessor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Runs the allocator in one task, over the budgets and rollouts of all changes. Leases are given at ticks only, some at
 * a time. In a replay what happened is folded and nothing is decided, for what was decided then stands further on in
 * the log.
 */
public final class AllocatorProcessor implements Processor<String, AllocatorInput, String, AllocatorOutput> {

    private static final int LOOKED_AT_PER_TICK = 2_000;

    private final ExecutorSettings settings;
    private final DecisionListener listener;
    private final Horizon horizon;
    private ProcessorContext<String, AllocatorOutput> context;
    private AllocatorRepository memory;
    private TaskPolicyRepository policies;
    private LeaseRequestQueue queue;
    private LeaseLedger leaseLedger;
    private Rollouts rollouts;
    private Allocator allocator;
    private ReplayGate gate;
    private boolean hasCaughtUp;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    public AllocatorProcessor(ExecutorSettings settings, DecisionListener listener, Horizon horizon) {
        this.settings = settings;
        this.listener = listener;
        this.horizon = horizon;
    }

    @Override
    public void init(ProcessorContext<String, AllocatorOutput> processorContext) {
        context = processorContext;
        memory = new AllocatorRepository(context, settings.auditPeriod());
        policies = new TaskPolicyRepository(
                context,
                ExecutorStateStores.BUDGET_POLICIES,
                ExecutorStateStores.BUDGET_POLICIES_REVISION,
                settings.builtIn());
        leaseLedger = new LeaseLedger(settings.limits(), this::rules, memory.leases());
        rollouts = new Rollouts(memory.rollouts(), memory, memory.freeze());
        allocator = new Allocator(leaseLedger, rollouts, this::rules, settings.leaseTimes());
        queue = new LeaseRequestQueue(context, allocator.waiting());
        gate = new ReplayGate(context, ExecutorStateStores.BUDGET_REPLAY, horizon);
        context.schedule(VmProcessor.TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    @Override
    public void process(Record<String, AllocatorInput> record) {
        Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
        record.value().accept(new InputHandler(now)).run();
    }

    private void policy(PolicyEvent event) {
        if (policies.apply(event)) {
            allocator.policiesChanged();
        }
    }

    private void update(BudgetMessage message, Instant now) {
        LeaseRequest leaseRequest = BudgetRowMapper.request(message);
        switch (message.getType()) {
            case ASK -> {
                if (allocator.receiveRequest(leaseRequest, now) == Allocator.Intake.QUEUE) {
                    queue.put(message);
                }
            }
            case DECLINE -> {
                queue.decline(leaseRequest);
                allocator.declined(leaseRequest, now);
            }
            case PHASE -> phase(message, leaseRequest, now);
            case UNKNOWN -> {
                // A later version wrote it. Nobody gets a lease by it, and none comes back before its time.
            }
        }
        keep(leaseRequest);
    }

    private void phase(BudgetMessage message, LeaseRequest leaseRequest, Instant now) {
        UpdateStatus status = BudgetRowMapper.heard(message, now);
        if (status.phase() == Phase.UNKNOWN) {
            // A later version wrote it.
            return;
        }
        allocator.applyUpdateStatus(status, now);
        followUp(leaseRequest.changeId(), now);
        if (status.phase().isFinal()) {
            queue.remove(leaseRequest.updateId());
        }
    }

    private void rollout(RolloutEvent event, Instant now) {
        if (event.getType() == RolloutEventType.FROZEN) {
            rollouts.frozen(RolloutMapper.condition(event));
            memory.keepFreeze(rollouts.freeze());
        } else if (event.getType() == RolloutEventType.UNFROZEN) {
            rollouts.unfrozen();
            memory.keepFreeze(rollouts.freeze());
        }
        if (event.getType() == RolloutEventType.FROZEN || event.getType() == RolloutEventType.UNFROZEN) {
            allocator.waiting().wakeAll();
        }
        RolloutMapper.fact(event).ifPresent(fact -> {
            allocator.applyRolloutFact(fact);
            followUp(fact.changeId(), now);
            memory.keep(rollouts.of(fact.changeId()));
        });
    }

    /** Decides what follows for a rollout, unless that stands further on in the log. */
    private void followUp(String changeId, Instant now) {
        if (gate.isOpen()) {
            say(allocator.decideRollout(changeId, now));
        }
    }

    /** After a replay, decides what was not decided any more before the log ended. */
    private void catchUp(Instant now) {
        if (!hasCaughtUp) {
            hasCaughtUp = true;
            for (Rollout rollout : memory.rollouts()) {
                followUp(rollout.changeId(), now);
                memory.keep(rollouts.of(rollout.changeId()));
            }
        }
    }

    private void tick(long nowMillis) {
        if (!gate.isOpen()) {
            return;
        }
        Instant now = Instant.ofEpochMilli(nowMillis);
        catchUp(now);
        List<LeaseRequest> over = allocator.expire(now);
        over.forEach(this::keep);
        queue.offer(message -> offer(message, now), LOOKED_AT_PER_TICK);
        memory.forgetEnded(now);
        listener.budget(leaseLedger.inFlight(), leaseLedger.awaitingStart(), queue.size());
    }

    private LeaseRequestQueue.Place offer(BudgetMessage message, Instant now) {
        LeaseRequest leaseRequest = BudgetRowMapper.request(message);
        AllocationResult result = allocator.offer(leaseRequest, now);
        say(result.facts());
        return result.accept(new Placing(message, leaseRequest));
    }

    private LeaseRequestQueue.Place offered(LeaseRequest leaseRequest, AllocationResult.Offered offered) {
        keep(leaseRequest);
        answer(leaseRequest, LeaseOutcomeMapper.offer(offered.lease()));
        return new LeaseRequestQueue.Place.Taken();
    }

    private LeaseRequestQueue.Place refused(
            BudgetMessage message, LeaseRequest leaseRequest, AllocationResult.Refused refused) {
        if (!refused.facts().isEmpty()) {
            memory.keep(rollouts.of(leaseRequest.changeId()));
        }
        return new LeaseRequestQueue.Place.Kept(refused.obstacle(), refused(message, leaseRequest, refused.blocker()));
    }

    /** Answers what refuses it, but only when that is another thing than before; returns what is kept of the request then. */
    private Optional<BudgetMessage> refused(BudgetMessage message, LeaseRequest leaseRequest, Blocker blocker) {
        String reason = blocker.code() + " " + blocker.subject();
        if (message.getRefused().equals(reason)) {
            return Optional.empty();
        }
        answer(leaseRequest, LeaseOutcomeMapper.refusal(leaseRequest, blocker));
        return Optional.of(BudgetMessage.newBuilder(message).setRefused(reason).build());
    }

    /** Returns a policy's rules; without any, as for what no policy of the log applies to, the limits alone count. */
    private Optional<RolloutRules> rules(String policy) {
        return policies.find(policy).map(Policy::rollout);
    }

    private void answer(LeaseRequest leaseRequest, BudgetGrant grant) {
        forward(leaseRequest.vmId(), new AllocatorOutput.Answered(grant));
    }

    private void say(List<RolloutFact> facts) {
        facts.forEach(fact -> forward(fact.changeId(), new AllocatorOutput.RolloutDecided(RolloutMapper.toWire(fact))));
    }

    private void forward(String key, AllocatorOutput output) {
        context.forward(new Record<>(key, output, context.currentSystemTimeMs()));
    }

    private void keep(LeaseRequest leaseRequest) {
        memory.keep(leaseRequest.updateId(), leaseLedger.lease(leaseRequest.updateId()));
        memory.keep(rollouts.of(leaseRequest.changeId()));
    }

    /** Takes each input. */
    private final class InputHandler implements AllocatorInput.Visitor<Runnable> {

        private final Instant now;

        InputHandler(Instant now) {
            this.now = now;
        }

        @Override
        public Runnable ofUpdate(AllocatorInput.OfUpdate ofUpdate) {
            return () -> update(ofUpdate.message(), now);
        }

        @Override
        public Runnable ofRollout(AllocatorInput.OfRollout ofRollout) {
            return () -> rollout(ofRollout.event(), now);
        }

        @Override
        public Runnable ofPolicy(AllocatorInput.OfPolicy ofPolicy) {
            return () -> policy(ofPolicy.event());
        }
    }

    /** Returns by each result where the request stands. */
    private final class Placing implements AllocationResult.Visitor<LeaseRequestQueue.Place> {

        private final BudgetMessage message;
        private final LeaseRequest leaseRequest;

        Placing(BudgetMessage message, LeaseRequest leaseRequest) {
            this.message = message;
            this.leaseRequest = leaseRequest;
        }

        @Override
        public LeaseRequestQueue.Place offered(AllocationResult.Offered offered) {
            return AllocatorProcessor.this.offered(leaseRequest, offered);
        }

        @Override
        public LeaseRequestQueue.Place refused(AllocationResult.Refused refused) {
            return AllocatorProcessor.this.refused(message, leaseRequest, refused);
        }
    }
}
