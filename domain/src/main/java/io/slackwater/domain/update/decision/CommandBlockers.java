package io.slackwater.domain.update.decision;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.update.CommandOutcome;
import io.slackwater.domain.update.CommandOutcomeStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes a blocker of a command without effect, with the hypervisor's words. */
final class CommandBlockers {

    private static final Set<BlockerCode> CODES = Set.of(
            BlockerCode.HOST_REFUSED,
            BlockerCode.HOST_BUSY,
            BlockerCode.STORE_FULL,
            BlockerCode.VM_MIGRATING,
            BlockerCode.VM_JOB,
            BlockerCode.VM_BLOCK_JOB);

    private CommandBlockers() {}

    /** Returns the code for a status; empty where it is none of a host, or the observations of the VM show it. */
    static Optional<BlockerCode> code(CommandOutcomeStatus status) {
        return switch (status) {
            case REFUSED -> Optional.of(BlockerCode.HOST_REFUSED);
            case EXPIRED, UNREACHABLE, TIMED_OUT -> Optional.of(BlockerCode.HOST_BUSY);
            case STORE_FULL -> Optional.of(BlockerCode.STORE_FULL);
            case MIGRATING -> Optional.of(BlockerCode.VM_MIGRATING);
            case JOB_UNDER_WAY -> Optional.of(BlockerCode.VM_JOB);
            case BLOCK_JOB_UNDER_WAY -> Optional.of(BlockerCode.VM_BLOCK_JOB);
            case DONE, EXPECTATION_FAILED, NOT_HERE, NOT_MODIFIABLE, INCONCLUSIVE, FAILED, NOT_STOPPED, STOPPED ->
                Optional.empty();
        };
    }

    /** Returns the blocker that a code stands for. */
    static Blocker blocker(BlockerCode code, String subject, CommandOutcome commandOutcome, Instant now) {
        return new Blocker(code, subject, now, commandOutcome.detail());
    }

    /** Returns what is shown, with another obstacle in place of an earlier one; what else is shown stays. */
    static List<Blocker> replaced(List<Blocker> shown, Optional<Blocker> obstacle) {
        List<Blocker> blockers = new ArrayList<>(shown);
        blockers.removeIf(blocker -> CODES.contains(blocker.code()));
        obstacle.ifPresent(blockers::add);
        return blockers;
    }
}
