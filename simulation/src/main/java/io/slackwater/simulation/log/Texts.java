package io.slackwater.simulation.log;

import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.StorageCommand;
import io.slackwater.schemas.StorageOutcome;
import io.slackwater.schemas.UpdateCommand;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdateOutcome;
import io.slackwater.schemas.Use;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmStateEvent;
import io.slackwater.schemas.VolumeEvent;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** What a record says, in a few words for a trace. */
final class Texts {

    private static final int DIGITS = 6;

    private Texts() {}

    static String of(SpecificRecord value) {
        if (value instanceof UpdateEvent event) {
            return event.getPhase() + " " + shortened(event.getUpdateId()) + " of " + event.getChangeId() + " attempt "
                    + event.getAttempt() + " on " + event.getHostId()
                    + event.getReturnsFrom()
                            .map(withdrawn -> " back from " + withdrawn)
                            .orElse("")
                    + codes(event.getBlockers())
                    + event.getReason().map(reason -> " because: " + reason).orElse("");
        }
        if (value instanceof UpdateCommand command) {
            return command.getType() + " " + shortened(command.getUpdateId()) + " of VM " + command.getVmId()
                    + " attempt " + command.getAttempt();
        }
        if (value instanceof UpdateOutcome outcome) {
            return outcome.getType() + " " + shortened(outcome.getUpdateId()) + " of VM " + outcome.getVmId() + " "
                    + outcome.getStatus() + ": " + outcome.getDetail();
        }
        return ofHosts(value);
    }

    private static String ofHosts(SpecificRecord value) {
        if (value instanceof VmEvent event) {
            return event.getType() + " on " + event.getHostId() + " "
                    + event.getUses().stream().map(Texts::use).toList()
                    + event.getUpdateId().map(id -> " marked " + shortened(id)).orElse("");
        }
        if (value instanceof VmStateEvent event) {
            return event.getState() + " " + event.getReason() + " on " + event.getHostId();
        }
        if (value instanceof HostEvent event) {
            return event.getType()
                    + event.getReason().map(reason -> ": " + reason).orElse("");
        }
        return ofStorage(value);
    }

    private static String ofStorage(SpecificRecord value) {
        if (value instanceof VolumeEvent event) {
            return event.getType() + " " + event.getVolume().getVolume() + " pins " + event.getPins()
                    + codes(event.getBlockers());
        }
        if (value instanceof StorageCommand command) {
            return command.getType() + " " + command.getVolume().getVolume() + " id " + command.getCommandId();
        }
        if (value instanceof StorageOutcome outcome) {
            return outcome.getType() + " " + outcome.getVolume().getVolume() + " "
                    + outcome.getCommandId().orElse("") + codes(outcome.getBlockers());
        }
        if (value instanceof ChangeEvent event) {
            return event.getType() + " " + event.getChangeId();
        }
        return value instanceof RolloutEvent event
                ? event.getType() + " partition " + event.getPartition() + " matched " + event.getMatched()
                : String.valueOf(value);
    }

    private static String use(Use use) {
        return use.getSlot() + "=" + use.getVolume().getVolume() + (use.getLive() ? "+live" : "")
                + (use.getConfigured() ? "" : "-configured");
    }

    private static String codes(List<io.slackwater.schemas.Blocker> blockers) {
        return blockers.isEmpty()
                ? ""
                : " "
                        + blockers.stream()
                                .map(blocker -> blocker.getCode() + " " + blocker.getSubject())
                                .toList();
    }

    private static String shortened(String id) {
        return id.substring(0, Math.min(DIGITS, id.length()));
    }
}
