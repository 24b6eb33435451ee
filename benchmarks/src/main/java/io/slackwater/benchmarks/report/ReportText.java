package io.slackwater.benchmarks.report;

import java.util.Locale;

/** Tells a report to a person. */
public final class ReportText {

    private ReportText() {}

    /** Returns it in lines, the last one ended too. */
    public static String of(Report report) {
        StringBuilder text = new StringBuilder();
        Machine machine = report.machine();
        line(text, "");
        line(
                text,
                "%,d VMs on %,d hosts, %d partitions, exactly once, %s stream threads",
                report.vms(),
                report.hosts(),
                report.partitions(),
                report.settings().get("num.stream.threads"));
        line(
                text,
                "%d cores, load %.1f at the start, %s, %s, Kafka %s",
                machine.cores(),
                machine.loadAverage(),
                machine.java(),
                machine.operatingSystem(),
                machine.kafka());
        report.measures().forEach(measure -> tell(measure, text));
        return text.toString();
    }

    private static void tell(Measure measure, StringBuilder text) {
        line(text, "");
        line(text, "%s: %,d records, %,d bytes", measure.name(), measure.records(), measure.bytes());
        line(text, "  %-8s %23s %23s %15s", "", "slackwater", "plain", "ratio");
        line(text, "  %-8s %11s %11s %11s %11s %7s %7s", "round", "time", "cpu", "time", "cpu", "time", "cpu");
        int number = 0;
        for (Round round : measure.rounds()) {
            number++;
            line(
                    text,
                    "  %-8s %9.3f s %9.3f s %9.3f s %9.3f s %7.2f %7.2f",
                    round.warmUp() ? "warm-up" : String.valueOf(number),
                    round.slackwater().seconds(),
                    round.slackwater().cpuSeconds(),
                    round.plain().seconds(),
                    round.plain().cpuSeconds(),
                    round.ratio(),
                    round.cpuRatio());
        }
        line(
                text,
                "  median ratio of time %.2f (of processor time %.2f), the goal is at most %.2f: %s",
                measure.ratio(),
                measure.cpuRatio(),
                measure.goal(),
                measure.reached() ? "reached" : "MISSED");
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}
