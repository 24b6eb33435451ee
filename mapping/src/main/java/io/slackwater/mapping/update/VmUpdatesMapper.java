package io.slackwater.mapping.update;

import io.slackwater.domain.policy.window.WindowId;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.update.UpdatePhaseEvent;
import io.slackwater.domain.update.UpdateState;
import io.slackwater.domain.update.VerifiedBy;
import io.slackwater.domain.vm.UpdateHistory;
import io.slackwater.domain.vm.VmUpdates;
import io.slackwater.schemas.FailedChangeRow;
import io.slackwater.schemas.OpenUpdateRow;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UsedWindowRow;
import io.slackwater.schemas.VerifiedUpdateRow;
import io.slackwater.schemas.VmUpdateState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Maps the rows of the state topic of the updates. Equal states give equal rows: what has no order is sorted. */
public final class VmUpdatesMapper {

    private VmUpdatesMapper() {}

    public static VmUpdateState toWire(String vmId, VmUpdates updates) {
        UpdateHistory history = updates.history();
        return new VmUpdateState(
                vmId,
                updates.open().stream()
                        .map(update -> new OpenUpdateRow(update.requiredAt(), event(update)))
                        .toList(),
                history.ended(),
                history.failed().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(failure -> new FailedChangeRow(failure.getKey(), failure.getValue()))
                        .toList(),
                history.usedWindows().stream()
                        .map(window -> new UsedWindowRow(window.policy(), window.start()))
                        .toList(),
                history.verified().map(VmUpdatesMapper::verified).orElse(null));
    }

    /** Maps a row; empty where a later version said something in it that this one does not know. */
    public static Optional<VmUpdates> fromWire(VmUpdateState row) {
        List<Update> open = new ArrayList<>();
        for (OpenUpdateRow kept : row.getOpen()) {
            Optional<Update> update = UpdateMapper.phase(kept.getEvent())
                    .map(phase -> UpdateMapper.phaseEvent(kept.getEvent(), phase, ""))
                    .flatMap(said -> update(said, kept.getRequiredAt()));
            if (update.isEmpty()) {
                return Optional.empty();
            }
            open.add(update.get());
        }
        Map<String, Instant> failed = new HashMap<>();
        row.getFailed()
                .forEach(failure -> failed.merge(
                        failure.getChangeId(),
                        failure.getFailedAt(),
                        (one, other) -> one.isAfter(other) ? one : other));
        List<WindowId> windows = row.getUsedWindows().stream()
                .map(window -> new WindowId(window.getPolicy(), window.getOpenedAt()))
                .toList();
        return Optional.of(new VmUpdates(
                open,
                new UpdateHistory(
                        row.getEnded(),
                        failed,
                        Map.of(),
                        windows,
                        row.getVerified().map(VmUpdatesMapper::verified))));
    }

    /** Makes the event that says where an update stands. */
    private static UpdateEvent event(Update update) {
        String cause = update.state() instanceof UpdateState.Failed failed ? failed.cause() : "";
        return UpdateMapper.toWire(UpdatePhaseEvent.of(update, update.state().phase())
                .heldUpBy(update.blockers())
                .because(cause));
    }

    private static Optional<Update> update(UpdatePhaseEvent said, Instant requiredAt) {
        return said.updateState()
                .map(state -> Update.required(said.key(), said.hostId(), said.replacements(), requiredAt, said.trace())
                        .returning(said.returnsFrom())
                        .withEvent(said, state));
    }

    private static VerifiedUpdateRow verified(UpdateHistory.Verified verified) {
        return new VerifiedUpdateRow(
                verified.changeId(),
                io.slackwater.schemas.VerifiedBy.valueOf(verified.by().name()),
                verified.at());
    }

    private static UpdateHistory.Verified verified(VerifiedUpdateRow row) {
        return new UpdateHistory.Verified(
                row.getChangeId(), VerifiedBy.valueOf(row.getVerifiedBy().name()), row.getVerifiedAt());
    }
}
