package io.slackwater.mapping.policy;

import io.slackwater.domain.policy.cron.CronStartTimes;
import io.slackwater.domain.policy.schedule.Deadline;
import io.slackwater.domain.policy.schedule.Deadlines;
import io.slackwater.domain.policy.schedule.ModifiableRules;
import io.slackwater.domain.policy.schedule.ScheduleRules;
import io.slackwater.domain.policy.schedule.UpdateMode;
import io.slackwater.domain.policy.window.Window;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Reads when a VM may be updated. */
final class ScheduleRulesReader {

    private static final List<UpdateMode> PRESETS =
            List.of(UpdateMode.SHUT_OFF, UpdateMode.NEXT_START, UpdateMode.WINDOW_RESTART);
    private static final List<UpdateMode> ESCALATIONS = List.of(UpdateMode.WINDOW_RESTART, UpdateMode.RESTART_NOW);

    private final Fields document;
    private final ModifiableRules usual;

    ScheduleRulesReader(Fields document, ModifiableRules usual) {
        this.document = document;
        this.usual = usual;
    }

    ScheduleRules read() {
        List<Window> windows = document.objects("windows", "start", "duration", "zone").stream()
                .flatMap(window -> window(window).stream())
                .toList();
        return new ScheduleRules(modifiable(!windows.isEmpty()), windows, deadlines());
    }

    private ModifiableRules modifiable(boolean hasWindows) {
        Fields fields =
                document.object("modifiable", "preset", "settleTime", "insideWindow", "agentRequired", "applyWithin");
        return new ModifiableRules(
                fields.constant("preset", PRESETS).orElse(usual.mode()),
                fields.duration("settleTime").orElse(usual.settleTime()),
                fields.flag("insideWindow").orElse(hasWindows),
                fields.flag("agentRequired").orElse(usual.agentRequired()),
                fields.duration("applyWithin").orElse(usual.applyWithin()));
    }

    private static Optional<Window> window(Fields fields) {
        Optional<CronStartTimes> start = required(fields, "start").flatMap(text -> start(fields, text));
        Optional<Duration> duration = required(fields, "duration").flatMap(text -> fields.duration("duration"));
        Optional<ZoneId> zone = required(fields, "zone").flatMap(text -> zone(fields, text));
        return start.isPresent() && duration.isPresent() && zone.isPresent()
                ? Optional.of(new Window(start.get(), duration.get(), zone.get()))
                : Optional.empty();
    }

    private static Optional<String> required(Fields fields, String name) {
        if (!fields.has(name)) {
            fields.problem(name, "is missing", "each window has a start, a duration and a zone");
            return Optional.empty();
        }
        return fields.text(name);
    }

    private static Optional<CronStartTimes> start(Fields fields, String text) {
        try {
            return Optional.of(CronStartTimes.parse(text));
        } catch (IllegalArgumentException e) {
            fields.problem(
                    "start",
                    "\"" + text + "\" is no start time: " + e.getMessage(),
                    "write minute, hour, day of month, month and day of week, such as \"0 2 * * SUN\"");
            return Optional.empty();
        }
    }

    private static Optional<ZoneId> zone(Fields fields, String text) {
        if (!ZoneId.getAvailableZoneIds().contains(text)) {
            fields.problem("zone", "\"" + text + "\" is no time zone", "write an IANA name such as Europe/Berlin");
            return Optional.empty();
        }
        return Optional.of(ZoneId.of(text));
    }

    private Deadlines deadlines() {
        Fields fields = document.object("deadline", "after", "escalatesTo", "critical");
        Fields critical = fields.object("critical", "after", "escalatesTo");
        return new Deadlines(deadline(fields), deadline(critical));
    }

    private static Optional<Deadline> deadline(Fields fields) {
        boolean hasAfter = fields.has("after");
        boolean hasMode = fields.has("escalatesTo");
        if (hasAfter != hasMode) {
            String missing = hasAfter ? "escalatesTo" : "after";
            fields.problem(missing, "is missing", "say both after how long and what it escalates to");
        }
        Optional<Duration> after = fields.duration("after");
        return fields.constant("escalatesTo", ESCALATIONS).flatMap(mode -> after.map(time -> new Deadline(time, mode)));
    }
}
