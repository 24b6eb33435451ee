package io.slackwater.planning.plan;

import io.slackwater.executor.update.Blocker;
import io.slackwater.executor.update.BlockerCode;
import io.slackwater.planning.history.Life;
import io.slackwater.planning.history.OffHistory;
import io.slackwater.planning.history.Rhythm;
import io.slackwater.planning.history.Spell;
import io.slackwater.planning.history.Stretch;
import io.slackwater.planning.play.Chance;
import io.slackwater.planning.play.Chances;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Says what the history of a VM means for its policy. */
final class Outlooks {

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
    Outlooks(Instant now, Instant end) {
        this.now = now;
        this.end = end;
    }

    Outlook of(OffHistory history, Chances chances, List<Blocker> blockers) {
        Rhythm rhythm = Rhythm.of(history, now);
        Optional<Instant> last = lastModifiable(history, chances);
        return new Outlook(
                group(history, rhythm, chances, last.isPresent(), blockers),
                rhythm.kind(),
                history.heardFrom(),
                history.begun(),
                last,
                likelyNext(rhythm, chances));
    }

    /** Whether only a person ends what is against it. */
    static boolean isHeld(List<Blocker> blockers) {
        return blockers.stream().map(Blocker::code).anyMatch(ENDED_BY_A_PERSON::contains);
    }

    private Group group(
            OffHistory history, Rhythm rhythm, Chances chances, boolean wasModifiable, List<Blocker> blockers) {
        if (isHeld(blockers)) {
            return Group.HELD;
        }
        if (chances.restarts()) {
            return Group.EXPECTED;
        }
        boolean isLong = history.heardFrom()
                .filter(from -> !from.plus(LONG_ENOUGH).isAfter(now))
                .isPresent();
        if (rhythm.kind() == Rhythm.Kind.NEVER_STARTED) {
            return isLong ? Group.NEVER_STARTED : Group.UNKNOWN;
        }
        if (wasModifiable && rhythm.kind() != Rhythm.Kind.NEVER_OFF) {
            return Group.EXPECTED;
        }
        return isLong ? Group.NEVER_MODIFIABLE : Group.UNKNOWN;
    }

    private Optional<Instant> lastModifiable(OffHistory history, Chances chances) {
        Stream<Spell> past = Stream.of(
                        history.offSince().map(since -> new Spell(since, now)).stream(),
                        history.ended().stream(),
                        history.longest().stream())
                .flatMap(spells -> spells);
        return past.filter(spell -> spell.from().isBefore(spell.until()))
                .map(spell -> new Stretch(true, spell.from(), spell.until()))
                .flatMap(spell -> chances.inPast(spell).stream())
                .map(Chance::until)
                .max(Instant::compareTo);
    }

    private Optional<Instant> likelyNext(Rhythm rhythm, Chances chances) {
        Life life = rhythm.likely();
        Stretch stretch = life.next();
        Optional<Chance> chance = chances.first(stretch, now);
        while (chance.isEmpty() && stretch.until().isBefore(end)) {
            stretch = life.next();
            chance = chances.first(stretch, now);
        }
        return chance.map(Chance::from).filter(from -> from.isBefore(end));
    }
}
