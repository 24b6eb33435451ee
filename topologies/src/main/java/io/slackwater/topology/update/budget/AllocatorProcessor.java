package io.slackwater.topology.update.budget;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.budget.AllocationResult;
import io.slackwater.domain.budget.Allocator;
import io.slackwater.domain.budget.Ledger;
import io.slackwater.domain.budget.Request;
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
import io.slackwater.topology.update.shared.StateStores;
import io.slackwater.topology.update.shared.TaskPolicyRepository;
import io.slackwater.topology.update.vm.EffectMapper;
import io.slackwater.topology.update.vm.VmProcessor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The budgets and the rollouts of all changes, in one task. Slots are given at ticks only, some at a time. In a replay what happened
 * is folded and nothing is decided, for what was decided then stands further on in the log.
 */
public final class AllocatorProcessor implements Processor<String, AllocatorInput, String, AllocatorOutput> {

    private static final int LOOKED_AT_PER_TICK = 2_000;

    private final ExecutorSettings settings;
    private final DecisionListener listener;
    private final Horizon horizon;
    private ProcessorContext<String, AllocatorOutput> context;
    private AllocatorRepository memory;
    private TaskPolicyRepository policies;
    private BudgetQueue queue;
    private Ledger ledger;
    private Rollouts rollouts;
    private Allocator allocator;
    private ReplayGate gate;
    private boolean hasCaughtUp;
    private Instant lookAgainAt = Instant.MAX;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    public AllocatorProcessor(ExecutorSettings settings, DecisionListener listener, Horizon horizon) {
        this.settings = settings;
        this.listener = listener;
        this.horizon = horizon;
    }

    @Override
    public void init(ProcessorContext<String, AllocatorOutput> processorContext) {
        context = processorContext;
        memory = new AllocatorRepository(context);
        queue = new BudgetQueue(context);
        policies = new TaskPolicyRepository(context, StateStores.BUDGET_POLICIES, settings.builtIn());
        ledger = new Ledger(settings.limits(), this::rules, memory.leases());
        rollouts = new Rollouts(memory.rollouts(), memory, memory.freeze());
        allocator = new Allocator(ledger, rollouts, this::rules, settings.leaseTimes());
        gate = new ReplayGate(context, StateStores.BUDGET_REPLAY, horizon);
        context.schedule(VmProcessor.TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    @Override
    public void process(Record<String, AllocatorInput> heard) {
        Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
        heard.value().accept(new InputHandler(now)).run();
        queue.disturb();
    }

    private void policy(PolicyEvent event) {
        if (policies.hear(event)) {
            ledger.recount();
        }
    }

    private void update(BudgetMessage message, Instant now) {
        Request request = BudgetRowMapper.request(message);
        switch (message.getType()) {
            case EffectMapper.ASK -> {
                if (allocator.asked(request, now) == Allocator.Intake.QUEUE) {
                    queue.put(message);
                }
            }
            case EffectMapper.DECLINE -> {
                queue.decline(request);
                allocator.declined(request, now);
            }
            default -> {
                allocator.heard(BudgetRowMapper.heard(message, now), now);
                followUp(request.changeId(), now);
                if (Phase.valueOf(message.getType()).isFinal()) {
                    queue.remove(request.updateId());
                }
            }
        }
        keep(request);
    }

    private void rollout(RolloutEvent event, Instant now) {
        if (event.getType() == RolloutEventType.FROZEN) {
            rollouts.frozen(RolloutMapper.decree(event));
            memory.keepFreeze(rollouts.freeze());
        } else if (event.getType() == RolloutEventType.UNFROZEN) {
            rollouts.unfrozen();
            memory.keepFreeze(rollouts.freeze());
        }
        RolloutMapper.fact(event).ifPresent(fact -> {
            allocator.told(fact);
            followUp(fact.changeId(), now);
            memory.keep(rollouts.of(fact.changeId()));
        });
    }

    /** Decides what follows for a rollout, unless that stands further on in the log. */
    private void followUp(String changeId, Instant now) {
        if (gate.isOpen()) {
            say(allocator.consequences(changeId, now));
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
        List<Request> over = allocator.expire(now);
        over.forEach(this::keep);
        if (!over.isEmpty() || !now.isBefore(lookAgainAt)) {
            lookAgainAt = Instant.MAX;
            queue.disturb();
        }
        queue.offer(message -> offer(message, now), LOOKED_AT_PER_TICK);
        listener.budget(ledger.inFlight(), ledger.awaitingStart(), queue.size());
    }

    private BudgetQueue.Place offer(BudgetMessage message, Instant now) {
        Request request = BudgetRowMapper.request(message);
        AllocationResult result = allocator.offer(request, now);
        say(result.facts());
        return result.accept(new Placing(message, request));
    }

    private BudgetQueue.Place offered(Request request, AllocationResult.Offered offered) {
        keep(request);
        answer(request, BudgetAnswers.offer(offered.lease()));
        return BudgetQueue.Place.TAKEN;
    }

    private BudgetQueue.Place refused(BudgetMessage message, Request request, AllocationResult.Refused refused) {
        refused.until().filter(lookAgainAt::isAfter).ifPresent(until -> lookAgainAt = until);
        if (!refused.facts().isEmpty()) {
            memory.keep(rollouts.of(request.changeId()));
        }
        return refused(message, request, refused.blocker());
    }

    /** Tells the topology what stands against it, but only when that is another thing than before. */
    private BudgetQueue.Place refused(BudgetMessage message, Request request, Blocker blocker) {
        String reason = blocker.code() + " " + blocker.subject();
        if (message.getRefused().equals(reason)) {
            return BudgetQueue.Place.kept(Optional.empty());
        }
        answer(request, BudgetAnswers.refusal(request, blocker));
        return BudgetQueue.Place.kept(
                Optional.of(BudgetMessage.newBuilder(message).setRefused(reason).build()));
    }

    /** Returns a policy's rules; without any, as for what no policy of the log applies to, the limits alone count. */
    private Optional<RolloutRules> rules(String policy) {
        return policies.find(policy).map(Policy::rollout);
    }

    private void answer(Request request, BudgetGrant grant) {
        forward(request.vmId(), new AllocatorOutput.Answered(grant));
    }

    private void say(List<RolloutFact> facts) {
        facts.forEach(fact -> forward(fact.changeId(), new AllocatorOutput.Said(RolloutMapper.toWire(fact))));
    }

    private void forward(String key, AllocatorOutput output) {
        context.forward(new Record<>(key, output, context.currentSystemTimeMs()));
    }

    private void keep(Request request) {
        memory.keep(request.updateId(), ledger.lease(request.updateId()));
        memory.keep(rollouts.of(request.changeId()));
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
    private final class Placing implements AllocationResult.Visitor<BudgetQueue.Place> {

        private final BudgetMessage message;
        private final Request request;

        Placing(BudgetMessage message, Request request) {
            this.message = message;
            this.request = request;
        }

        @Override
        public BudgetQueue.Place offered(AllocationResult.Offered offered) {
            return AllocatorProcessor.this.offered(request, offered);
        }

        @Override
        public BudgetQueue.Place refused(AllocationResult.Refused refused) {
            return AllocatorProcessor.this.refused(message, request, refused);
        }
    }
}
