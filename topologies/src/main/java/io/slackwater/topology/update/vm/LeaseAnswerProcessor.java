package io.slackwater.topology.update.vm;

import io.slackwater.domain.vm.Vm;
import io.slackwater.executor.stored.BudgetGrant;
import io.slackwater.topology.update.budget.LeaseOutcomeMapper;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Applies the allocator's offers and refusals to the VMs. A lease that no update wants
 * any more goes back by itself when its time is over.
 */
public final class LeaseAnswerProcessor implements Processor<String, BudgetGrant, Void, Void> {

    private VmRepository vms;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    public LeaseAnswerProcessor() {}

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        vms = new VmRepository(context);
    }

    @Override
    public void process(Record<String, BudgetGrant> offered) {
        BudgetGrant grant = offered.value();
        KeptVm kept = vms.load(offered.key());
        Vm before = kept.vm();
        Instant askedAt = grant.getAskedAt().orElse(Instant.MIN);
        Vm after = LeaseOutcomeMapper.isOffer(grant)
                ? before.offered(
                        grant.getUpdateId(),
                        askedAt,
                        grant.getUntil().orElseThrow(),
                        LeaseOutcomeMapper.admission(grant))
                : before.refused(grant.getUpdateId(), askedAt, LeaseOutcomeMapper.blocker(grant));
        if (!after.equals(before)) {
            vms.keepAndRequeue(kept, after);
        }
    }
}
