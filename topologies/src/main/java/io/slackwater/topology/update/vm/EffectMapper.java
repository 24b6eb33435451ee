package io.slackwater.topology.update.vm;

import io.slackwater.domain.update.UpdateKey;
import io.slackwater.domain.update.decision.Effect;
import io.slackwater.executor.stored.BudgetMessage;
import io.slackwater.mapping.update.CommandMapper;
import io.slackwater.mapping.update.UpdateMapper;
import io.slackwater.schemas.cloudevents.EventHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/** Makes the record of what a decision emits. It continues the trace of what moved the update last. */
public final class EffectMapper {

    /** The budget's message types beside the phases' names. */
    public static final String ASK = "ASK";

    public static final String DECLINE = "DECLINE";

    private EffectMapper() {}

    static Record<String, VmOutput> of(Effect effect, Instant now) {
        long at = now.toEpochMilli();
        if (effect instanceof Effect.PublishEvent say) {
            VmOutput said = new VmOutput.Said(UpdateMapper.toWire(say.saying()));
            return new Record<>(
                    say.saying().key().vmId(), said, at, tracing(say.saying().trace()));
        }
        if (effect instanceof Effect.IssueCommand tell) {
            VmOutput told = new VmOutput.Told(CommandMapper.toWire(tell));
            return new Record<>(
                    tell.update().hostId(), told, at, tracing(tell.update().trace()));
        }
        if (effect instanceof Effect.RequestLease ask) {
            return budget(
                    message(ASK, ask.update(), ask.attempt(), ask.hostId())
                            .setAskedAt(ask.at())
                            .setPolicy(ask.admission().policy())
                            .setLabels(ask.admission().labels()),
                    at);
        }
        if (effect instanceof Effect.ReturnLease decline) {
            return budget(
                    message(DECLINE, decline.update(), decline.attempt(), decline.hostId())
                            .setAskedAt(decline.askedAt()),
                    at);
        }
        throw new IllegalStateException("No record for " + effect);
    }

    private static BudgetMessage.Builder message(String type, UpdateKey update, int attempt, String hostId) {
        return BudgetMessage.newBuilder()
                .setType(type)
                .setUpdateId(update.updateId())
                .setAttempt(attempt)
                .setVmId(update.vmId())
                .setHostId(hostId)
                .setChangeId(update.changeId());
    }

    private static Record<String, VmOutput> budget(BudgetMessage.Builder message, long at) {
        BudgetMessage built = message.build();
        return new Record<>(built.getVmId(), new VmOutput.Budget(built), at);
    }

    private static Headers tracing(String trace) {
        Headers headers = new RecordHeaders();
        if (!trace.isEmpty()) {
            headers.add(EventHeaders.TRACE_PARENT, trace.getBytes(StandardCharsets.UTF_8));
        }
        return headers;
    }
}
