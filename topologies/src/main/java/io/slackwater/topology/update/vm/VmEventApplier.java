package io.slackwater.topology.update.vm;

import io.slackwater.domain.update.Phase;
import io.slackwater.domain.vm.Vm;
import io.slackwater.domain.vm.VmTopic;
import io.slackwater.mapping.update.CommandMapper;
import io.slackwater.mapping.update.UpdateMapper;
import io.slackwater.mapping.update.VmMapper;
import io.slackwater.mapping.update.VmUpdatesMapper;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmEventType;
import io.slackwater.schemas.VmState;
import io.slackwater.schemas.VmStateEvent;
import io.slackwater.schemas.VmUpdateState;
import io.slackwater.schemas.cloudevents.EventHeaders;
import io.slackwater.streams.Decoded;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;

/** Folds a record into what is known of its VM. */
public final class VmEventApplier {

    public static final String SERVICE = "update-executor";

    private VmEventApplier() {}

    static Vm fold(Vm vm, Record<String, VmInput> record) {
        Instant at = Instant.ofEpochMilli(record.timestamp());
        String trace =
                EventHeaders.read(record.headers(), EventHeaders.TRACE_PARENT).orElse("");
        return record.value().accept(new Fold(vm, at, trace));
    }

    private static Vm inventory(Vm vm, Decoded<VmEvent> decoded, Instant at) {
        if (!(decoded instanceof Decoded.Value<VmEvent> read) || read.value().getType() == VmEventType.UNKNOWN) {
            return vm.unreadable(VmTopic.INVENTORY, at);
        }
        VmEvent event = read.value();
        return event.getType() == VmEventType.OBSERVED
                ? vm.observed(event.getHostId(), VmMapper.definition(event, at))
                : vm.gone(event.getHostId(), at);
    }

    private static Vm state(Vm vm, Decoded<VmStateEvent> decoded, Instant at) {
        if (!(decoded instanceof Decoded.Value<VmStateEvent> read)
                || read.value().getState() == VmState.UNKNOWN) {
            return vm.unreadable(VmTopic.STATE, at);
        }
        return vm.powered(read.value().getHostId(), VmMapper.power(read.value(), at));
    }

    private static Vm updates(Vm vm, Decoded<UpdateEvent> decoded, Instant at, String trace) {
        if (!(decoded instanceof Decoded.Value<UpdateEvent> read)) {
            return vm.unreadable(VmTopic.UPDATES, at);
        }
        Optional<Phase> phase = UpdateMapper.phase(read.value());
        if (phase.isEmpty()) {
            return vm.unreadable(VmTopic.UPDATES, at);
        }
        return read.value().getOpens()
                ? vm.required(UpdateMapper.opened(read.value(), at, trace))
                : vm.recorded(UpdateMapper.phaseEvent(read.value(), phase.get(), trace));
    }

    private static Vm applyRow(Vm vm, Decoded<VmUpdateState> decoded, Instant at) {
        if (decoded instanceof Decoded.Absent<VmUpdateState>) {
            return vm.forgotten();
        }
        return decoded instanceof Decoded.Value<VmUpdateState> read
                ? VmUpdatesMapper.fromWire(read.value())
                        .map(vm::restored)
                        .orElseGet(() -> vm.unreadable(VmTopic.UPDATE_STATE, at))
                : vm.unreadable(VmTopic.UPDATE_STATE, at);
    }

    /** Folds each input. */
    private record Fold(Vm vm, Instant at, String trace) implements VmInput.Visitor<Vm> {

        @Override
        public Vm inventory(VmInput.Inventory inventory) {
            return VmEventApplier.inventory(vm, inventory.event(), at);
        }

        @Override
        public Vm state(VmInput.State state) {
            return VmEventApplier.state(vm, state.event(), at);
        }

        @Override
        public Vm updates(VmInput.Updates updates) {
            return VmEventApplier.updates(vm, updates.event(), at, trace);
        }

        @Override
        public Vm outcome(VmInput.Outcome outcome) {
            return CommandMapper.answer(outcome.outcome())
                    .map(commandOutcome -> vm.answered(outcome.outcome().getUpdateId(), commandOutcome, trace))
                    .orElse(vm);
        }

        @Override
        public Vm retry(VmInput.Retry retry) {
            return vm.retried(retry.event().getChangeId(), retry.event().getOccurredAt());
        }

        @Override
        public Vm stateRow(VmInput.StateRow stateRow) {
            return VmEventApplier.applyRow(vm, stateRow.row(), at);
        }
    }
}
