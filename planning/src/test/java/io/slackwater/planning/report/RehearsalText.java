package io.slackwater.planning.report;

import io.slackwater.planning.plan.Milestone;
import io.slackwater.planning.plan.WavePlan;
import io.slackwater.planning.rehearsal.ActualResult;
import io.slackwater.planning.rehearsal.Rehearsal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What was planned beside what then happened. */
public final class RehearsalText {

    private static final int[] SHARES = {50, 90, 99};

    private final Rehearsal rehearsal;
    private final TextFormat textFormat = new TextFormat(ZoneOffset.UTC);
    private final List<String> lines = new ArrayList<>();

    private RehearsalText(Rehearsal rehearsal) {
        this.rehearsal = rehearsal;
    }

    /** Returns the lines; times are UTC. */
    public static List<String> of(Rehearsal rehearsal) {
        RehearsalText text = new RehearsalText(rehearsal);
        text.lines.add("What then happened, until "
                + text.textFormat.time(rehearsal.happened().until()) + ", as the executor's own decisions have it:");
        text.finish();
        text.waves();
        text.stragglers();
        text.next();
        return text.lines;
    }

    private void finish() {
        Table table =
                new Table().row("verified", "VMs", "expected", "earliest", "latest", "happened", "later than expected");
        for (Milestone milestone : rehearsal.plan().forecast().milestones()) {
            Optional<Instant> happened = rehearsal.verified(milestone.vms());
            table.row(
                    milestone.percent() + "%",
                    String.valueOf(milestone.vms()),
                    textFormat.time(milestone.expected(), "never"),
                    textFormat.time(milestone.earliest(), "never"),
                    textFormat.time(milestone.latest(), "never"),
                    textFormat.time(happened, "not yet"),
                    happened.flatMap(at -> milestone.expected().map(expected -> hours(Duration.between(expected, at))))
                            .orElse(""));
        }
        lines.addAll(table.lines());
    }

    private void waves() {
        lines.add("");
        Table table = new Table().row("policy", "wave", "first grant expected", "happened", "VMs expected", "happened");
        for (WavePlan wave : rehearsal.plan().waves()) {
            List<Instant> grants = rehearsal.happened().granted().values().stream()
                    .filter(granted -> granted.policy().equals(wave.policy()) && granted.wave() == wave.number())
                    .map(ActualResult.Granted::at)
                    .toList();
            table.row(
                    wave.policy(),
                    String.valueOf(wave.number()),
                    textFormat.time(wave.begins(), "before"),
                    textFormat.time(grants.stream().min(Comparator.naturalOrder()), "not yet"),
                    String.valueOf(wave.vms()),
                    String.valueOf(grants.size()));
        }
        lines.addAll(table.lines());
    }

    private void stragglers() {
        Rehearsal.Stragglers counted = rehearsal.stragglers();
        lines.add("");
        lines.addAll(new Table()
                .row("stragglers", "foretold", "happened", "both", "precision", "recall")
                .row(
                        "",
                        String.valueOf(counted.foretold()),
                        String.valueOf(counted.were()),
                        String.valueOf(counted.both()),
                        String.format(Locale.ROOT, "%.3f", counted.precision()),
                        String.format(Locale.ROOT, "%.3f", counted.recall()))
                .lines());
    }

    private void next() {
        List<Duration> offBy = rehearsal.offBy();
        if (!offBy.isEmpty()) {
            List<String> shares = new ArrayList<>();
            for (int share : SHARES) {
                shares.add(share + "% by at most "
                        + hours(offBy.get((offBy.size() - 1) * share / 100)).replace("+", ""));
            }
            lines.add("");
            lines.add("  The likely next times were off: " + String.join(", ", shares) + ".");
        }
    }

    private static String hours(Duration duration) {
        return String.format(Locale.ROOT, "%+.1f h", duration.toMinutes() / 60.0);
    }
}
