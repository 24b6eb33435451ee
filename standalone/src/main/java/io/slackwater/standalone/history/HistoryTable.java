package io.slackwater.standalone.history;

import io.slackwater.api.EventResponse;
import io.slackwater.api.Page;
import io.slackwater.standalone.text.Count;
import io.slackwater.standalone.text.Printable;
import io.slackwater.standalone.text.Table;
import io.slackwater.standalone.text.UtcTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Events as a table, the earliest first. */
final class HistoryTable {

    private static final String COMMON = "io.slackwater.";
    private static final int EVENT = 32;
    private static final int ABOUT = 48;
    private static final int WHO = 20;
    private static final int WHY = 120;

    private final SubjectKind asked;

    /**
     * A table with times in UTC.
     *
     * @param asked what all of them are about, and what no row repeats
     */
    HistoryTable(SubjectKind asked) {
        this.asked = asked;
    }

    /** Returns the lines of events that come with the latest first. */
    List<String> lines(Page<EventResponse> events) {
        List<String> lines = new ArrayList<>();
        if (events.nextCursor() != null) {
            lines.add("There are earlier events: use --since, or a larger --limit.");
        }
        if (!events.items().isEmpty()) {
            Table table = new Table("TIME", "EVENT", "ABOUT", "WHO", "WHY");
            List<EventResponse> earliestFirst = new ArrayList<>(events.items());
            Collections.reverse(earliestFirst);
            earliestFirst.forEach(event -> add(table, event));
            lines.addAll(table.lines());
            lines.add("");
        }
        lines.add(Count.of(events.items().size(), "event")
                + (events.asOf() == null
                        ? ". The console has not read the log to its end yet."
                        : ". As of " + UtcTime.of(events.asOf()) + "."));
        return lines;
    }

    private void add(Table table, EventResponse event) {
        table.row(
                UtcTime.of(event.publishedAt()),
                Printable.of(what(event), EVENT),
                Printable.of(about(event), ABOUT),
                Printable.of(Objects.requireNonNullElse(event.actor(), ""), WHO),
                Printable.of(why(event.data()), WHY));
    }

    /** Returns the kind of record and what it says happened: {@code Update VERIFIED}. */
    private static String what(EventResponse event) {
        String type = event.type().startsWith(COMMON) ? event.type().substring(COMMON.length()) : event.type();
        String what = type.replaceFirst("Event(?=\\.|$)", "").replace('.', ' ');
        return event.data().get("state") instanceof String state && !what.contains(" ") ? what + " " + state : what;
    }

    private String about(EventResponse event) {
        return Stream.of(
                        part(SubjectKind.VM, event.data().get("name") instanceof String name ? name : event.vm()),
                        part(SubjectKind.CHANGE, event.change()),
                        part(SubjectKind.HOST, event.host()),
                        part(SubjectKind.STORE, event.store()),
                        volume(event.data()),
                        event.data().get("policy") instanceof String policy ? policy : "")
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private String part(SubjectKind kind, @Nullable String id) {
        return id == null || kind == asked ? "" : id;
    }

    private static String volume(Map<String, Object> data) {
        if (data.get("volume") instanceof Map<?, ?> reference) {
            return String.valueOf(reference.get("volume"));
        }
        return data.get("volume") instanceof String name ? name : "";
    }

    /** Returns the reason that was given or, where there is none, the codes of what held it up. */
    private static String why(Map<String, Object> data) {
        if (data.get("reason") instanceof String reason && !reason.isBlank()) {
            return reason;
        }
        return data.get("blockers") instanceof List<?> blockers
                ? blockers.stream()
                        .map(blocker -> blocker instanceof Map<?, ?> named ? String.valueOf(named.get("code")) : "")
                        .distinct()
                        .collect(Collectors.joining(", "))
                : "";
    }
}
