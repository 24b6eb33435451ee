package io.slackwater.domain.policy.window;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/** Converts local times to instants, across changes of daylight saving. */
final class ZonedTimes {

    private ZonedTimes() {}

    /** Returns the first instant at which the clocks show that time or a later one. */
    static Instant firstShowing(LocalDateTime time, ZoneId zone) {
        ZoneRules rules = zone.getRules();
        ZoneOffsetTransition transition = rules.getTransition(time);
        if (transition == null) {
            return time.toInstant(rules.getOffset(time));
        }
        return transition.isGap() ? transition.getInstant() : time.toInstant(transition.getOffsetBefore());
    }

    /** Returns the highest time that the clocks have shown until an instant: more than they show while an hour comes again. */
    static LocalDateTime highestUntil(Instant instant, ZoneId zone) {
        LocalDateTime shown = LocalDateTime.ofInstant(instant, zone);
        ZoneOffsetTransition last = zone.getRules().previousTransition(instant.plusNanos(1));
        boolean comesAgain = last != null && last.isOverlap() && shown.isBefore(last.getDateTimeBefore());
        return comesAgain ? last.getDateTimeBefore().minusNanos(1) : shown;
    }
}
