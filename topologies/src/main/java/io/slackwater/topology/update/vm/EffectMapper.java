package io.slackwater.topology.update.vm;

import io.slackwater.domain.update.Update;
import io.slackwater.domain.update.UpdateKey;
import io.slackwater.domain.update.UpdatePhaseEvent;
import io.slackwater.domain.update.decision.Effect;
import io.slackwater.executor.stored.BudgetMessage;
import io.slackwater.executor.stored.BudgetMessageType;
import io.slackwater.mapping.update.CommandMapper;
import io.slackwater.mapping.update.UpdateMapper;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.VerifiedBy;
import io.slackwater.schemas.cloudevents.EventHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/** Maps each effect of a decision to a record. It continues the trace of what moved the update last. */
public final class EffectMapper {

    private EffectMapper() {}

    static Record<String, VmOutput> of(Effect effect, Instant now) {
        return effect.accept(new Recording(now.toEpochMilli()));
    }

    private static BudgetMessage.Builder message(BudgetMessageType type, UpdateKey update, int attempt, String hostId) {
        return BudgetMessage.newBuilder()
                .setType(type)
                .setPhase(UpdatePhase.UNKNOWN)
                .setVerifiedBy(VerifiedBy.UNKNOWN)
                .setUpdateId(update.updateId())
                .setAttempt(attempt)
                .setVmId(update.vmId())
                .setHostId(hostId)
                .setChangeId(update.changeId());
    }

    private static Record<String, VmOutput> budget(BudgetMessage.Builder message, long at) {
        BudgetMessage built = message.build();
        return new Record<>(built.getVmId(), new VmOutput.LeaseMessage(built), at);
    }

    private static Headers tracing(String trace) {
        Headers headers = new RecordHeaders();
        if (!trace.isEmpty()) {
            headers.add(EventHeaders.TRACE_PARENT, trace.getBytes(StandardCharsets.UTF_8));
        }
        return headers;
    }

    /** Makes the record of each effect. */
    private record Recording(long at) implements Effect.Visitor<Record<String, VmOutput>> {

        @Override
        public Record<String, VmOutput> publishEvent(Effect.PublishEvent publishEvent) {
            UpdatePhaseEvent event = publishEvent.event();
            VmOutput said = new VmOutput.PublishEvent(UpdateMapper.toWire(event));
            return new Record<>(event.key().vmId(), said, at, tracing(event.trace()));
        }

        @Override
        public Record<String, VmOutput> issueCommand(Effect.IssueCommand issueCommand) {
            Update update = issueCommand.update();
            VmOutput told = new VmOutput.IssueCommand(CommandMapper.toWire(issueCommand));
            return new Record<>(update.hostId(), told, at, tracing(update.trace()));
        }

        @Override
        public Record<String, VmOutput> requestLease(Effect.RequestLease requestLease) {
            return budget(
                    message(BudgetMessageType.ASK, requestLease.update(), requestLease.attempt(), requestLease.hostId())
                            .setAskedAt(requestLease.at())
                            .setPolicy(requestLease.admission().policy())
                            .setLabels(requestLease.admission().labels()),
                    at);
        }

        @Override
        public Record<String, VmOutput> returnLease(Effect.ReturnLease returnLease) {
            return budget(
                    message(
                                    BudgetMessageType.DECLINE,
                                    returnLease.update(),
                                    returnLease.attempt(),
                                    returnLease.hostId())
                            .setAskedAt(returnLease.askedAt()),
                    at);
        }
    }
}
