package io.slackwater.planning.plan;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.planning.forecast.UpdateOpportunities;
import io.slackwater.planning.forecast.UpdateOpportunity;
import io.slackwater.planning.history.OffHistory;
import io.slackwater.planning.history.OffPeriod;
import io.slackwater.planning.history.PowerPattern;
import io.slackwater.planning.history.PowerPeriod;
import io.slackwater.planning.history.PowerTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Says what the history of a VM means for its policy. */
final class VmForecasts {

    /** A VM that was watched for less may well be off once a fortnight. */
    static final Duration LONG_ENOUGH = Duration.ofDays(14);

    private static final Set<BlockerCode> ENDED_BY_A_PERSON = EnumSet.of(
            BlockerCode.UNKNOWN,
            BlockerCode.HOST_MAINTENANCE,
            BlockerCode.HOST_UNREACHABLE,
            BlockerCode.VM_TRANSIENT,
            BlockerCode.VM_SNAPSHOT,
            BlockerCode.VM_CHECKPOINT,
            BlockerCode.DUPLICATE_UUID,
            BlockerCode.MANAGED_BY,
            BlockerCode.OS_DISK_NOT_DISPOSABLE,
            BlockerCode.SLOT_NOT_REPLACEABLE,
            BlockerCode.FAILED_BEFORE,
            BlockerCode.AGENT_MISSING,
            BlockerCode.AWAITING_STOP,
            BlockerCode.RETURN_NOT_ALLOWED);

    private final Instant now;
    private final Instant end;

    /**
     * Looks from a time on.
     *
     * @param end until when it is asked for what comes next
     */
    VmForecasts(Instant now, Instant end) {
        this.now = now;
        this.end = end;
    }

    /**
     * Says what the history of a VM means.
     *
     * @param held whether only a person ends what is against it
     */
    VmForecast of(OffHistory history, UpdateOpportunities opportunities, boolean held) {
        PowerPattern powerPattern = PowerPattern.of(history, now);
        Optional<Instant> last = lastModifiable(history, opportunities);
        return new VmForecast(
                group(history, powerPattern, opportunities, last.isPresent(), held),
                powerPattern.kind(),
                history.heardFrom(),
                history.begun(),
                last,
                likelyNext(powerPattern, opportunities));
    }

    /** Whether only a person ends what is against it. */
    static boolean isHeld(List<Blocker> blockers) {
        return blockers.stream().map(Blocker::code).anyMatch(ENDED_BY_A_PERSON::contains);
    }

    private Group group(
            OffHistory history,
            PowerPattern powerPattern,
            UpdateOpportunities opportunities,
            boolean wasModifiable,
            boolean held) {
        if (held) {
            return Group.HELD;
        }
        if (opportunities.restarts()) {
            return Group.EXPECTED;
        }
        boolean isLong = history.heardFrom()
                .filter(from -> !from.plus(LONG_ENOUGH).isAfter(now))
                .isPresent();
        if (powerPattern.kind() == PowerPattern.Kind.NEVER_STARTED) {
            return isLong ? Group.NEVER_STARTED : Group.UNKNOWN;
        }
        if (wasModifiable && powerPattern.kind() != PowerPattern.Kind.NEVER_OFF) {
            return Group.EXPECTED;
        }
        return isLong ? Group.NEVER_MODIFIABLE : Group.UNKNOWN;
    }

    private Optional<Instant> lastModifiable(OffHistory history, UpdateOpportunities opportunities) {
        Stream<OffPeriod> past = Stream.of(
                        history.offSince().map(since -> new OffPeriod(since, now)).stream(),
                        history.ended().stream(),
                        history.longest().stream())
                .flatMap(spells -> spells);
        return past.filter(offPeriod -> offPeriod.from().isBefore(offPeriod.until()))
                .map(offPeriod -> new PowerPeriod(true, offPeriod.from(), offPeriod.until()))
                .flatMap(spell -> opportunities.inPast(spell).stream())
                .map(UpdateOpportunity::until)
                .max(Instant::compareTo);
    }

    private Optional<Instant> likelyNext(PowerPattern powerPattern, UpdateOpportunities opportunities) {
        PowerTimeline powerTimeline = powerPattern.likely();
        PowerPeriod powerPeriod = powerTimeline.next();
        Optional<UpdateOpportunity> chance = opportunities.first(powerPeriod, now);
        while (chance.isEmpty() && powerPeriod.until().isBefore(end)) {
            powerPeriod = powerTimeline.next();
            chance = opportunities.first(powerPeriod, now);
        }
        return chance.map(UpdateOpportunity::from).filter(from -> from.isBefore(end));
    }
}
