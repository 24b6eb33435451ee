package io.slackwater.topology.update.budget;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.executor.stored.BudgetMessage;
import io.slackwater.executor.stored.BudgetMessageType;
import io.slackwater.mapping.CommonMapper;
import io.slackwater.mapping.update.UpdateMapper;
import io.slackwater.schemas.UpdateAdmission;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.streams.Decoded;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Maps update events to the allocator's status messages. */
public final class UpdateStatusMapper {

    private UpdateStatusMapper() {}

    /** Returns the message; none of what opens an update: its VM's decider says first under which policy it is. */
    public static Set<BudgetMessage> of(Decoded<UpdateEvent> decoded) {
        if (!(decoded instanceof Decoded.Value<UpdateEvent> read) || isNone(read.value())) {
            return Set.of();
        }
        UpdateEvent event = read.value();
        Optional<UpdateAdmission> admission = event.getAdmission();
        return Set.of(BudgetMessage.newBuilder()
                .setType(BudgetMessageType.PHASE)
                .setPhase(event.getPhase())
                .setUpdateId(event.getUpdateId())
                .setAttempt(event.getAttempt())
                .setVmId(event.getVmId())
                .setHostId(event.getHostId())
                .setChangeId(event.getChangeId())
                .setPolicy(admission.map(UpdateAdmission::getPolicy).orElse(""))
                .setWave(admission.map(UpdateAdmission::getWave).orElse(0))
                .setLabels(admission.map(UpdateAdmission::getLabels).orElse(Map.of()))
                .setHostUnreachable(event.getHostUnreachable())
                .setBlockers(UpdateMapper.blockers(event).stream()
                        .map(Blocker::code)
                        .distinct()
                        .map(CommonMapper::code)
                        .toList())
                .setVerifiedBy(event.getVerifiedBy())
                .setAt(event.getOccurredAt())
                .build());
    }

    private static boolean isNone(UpdateEvent event) {
        return event.getOpens() || event.getPhase() == UpdatePhase.UNKNOWN;
    }
}
