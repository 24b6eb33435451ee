package io.slackwater.mapping.update;

import io.slackwater.domain.vm.PowerState;
import io.slackwater.domain.vm.RunState;
import io.slackwater.domain.vm.SlotUse;
import io.slackwater.domain.vm.VmDefinition;
import io.slackwater.mapping.CommonMapper;
import io.slackwater.schemas.Use;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmStateEvent;
import java.time.Instant;

/** Maps what watchers publish of VMs. Times are those of publishing: host clocks order nothing. */
public final class VmMapper {

    private VmMapper() {}

    /** Maps an observation. */
    public static VmDefinition definition(VmEvent wire, Instant publishedAt) {
        return new VmDefinition(
                wire.getName(),
                wire.getPersistent(),
                wire.getManagedBy(),
                wire.getManagedSave(),
                wire.getSnapshots(),
                wire.getCheckpoints(),
                wire.getUses().stream().map(VmMapper::use).toList(),
                wire.getUpdateId(),
                publishedAt,
                publishedAt,
                wire.getLabels(),
                wire.getAgentConfigured());
    }

    /** Maps a run state. */
    public static PowerState power(VmStateEvent wire, Instant publishedAt) {
        return new PowerState(
                RunState.valueOf(wire.getState().name()),
                wire.getReason(),
                wire.getManagedSave(),
                wire.getStartedAs(),
                publishedAt,
                publishedAt);
    }

    private static SlotUse use(Use wire) {
        return new SlotUse(
                wire.getSlot(),
                wire.getLive(),
                wire.getConfigured(),
                wire.getDisposable(),
                CommonMapper.volume(wire.getVolume()),
                wire.getBackingChain().stream().map(CommonMapper::volume).toList(),
                wire.getObstacles());
    }
}
