package io.slackwater.benchmarks.pipeline;

import io.slackwater.standalone.text.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Writes a report of the pipeline for a person. */
public final class PipelineText {

    private static final double MILLIS = 1_000;

    private PipelineText() {}

    /** Returns it in lines. */
    public static List<String> lines(PipelineReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(text(
                "%d cores, load %.1f at the start, %s, heap of each service: %s",
                report.machine().cores(),
                report.machine().loadAverage(),
                report.machine().java(),
                report.heap()));
        lines.add("");
        lines.addAll(sizes(report));
        if (report.results().size() > 1) {
            lines.add("");
            lines.addAll(slopes(report));
        }
        lines.add("");
        lines.addAll(plain(report));
        for (PipelineResult result : report.results()) {
            lines.add("");
            lines.addAll(processes(result));
        }
        PipelineResult last = report.results().get(report.results().size() - 1);
        lines.add("");
        lines.addAll(topics(last));
        return lines;
    }

    private static List<String> sizes(PipelineReport report) {
        Table table = new Table(
                "VMs",
                "hosts",
                "up",
                "inventoried",
                "synced",
                "matched",
                "applied",
                "verified",
                "freed",
                "CPU load",
                "CPU update",
                "CPU idle",
                "records/VM",
                "bytes/VM",
                "of Kafka",
                "lag");
        for (PipelineResult result : report.results()) {
            table.row(
                    text("%,d", result.vms()),
                    text("%,d", result.hosts()),
                    text("%.1f s", result.startSeconds()),
                    at(result, Stage.INVENTORIED),
                    at(result, Stage.SYNCED),
                    at(result, Stage.MATCHED),
                    at(result, Stage.APPLIED),
                    at(result, Stage.VERIFIED),
                    at(result, Stage.FREED),
                    text("%.2f ms/VM", result.loadCpuSeconds() * MILLIS / result.vms()),
                    text("%.2f ms/VM", result.updateCpuSeconds() * MILLIS / result.vms()),
                    text("%.0f ms/s", result.idleCpuPerSecond() * MILLIS),
                    text("%.1f", result.recordsPerVm()),
                    text("%,.0f", result.bytesPerVm()),
                    text("%,.0f", result.kafkasOwnBytesPerVm()),
                    text("%,d", result.lag()));
        }
        return table.lines();
    }

    private static String at(PipelineResult result, Stage stage) {
        return text("%.1f s", result.seconds().getOrDefault(stage, 0.0));
    }

    private static List<String> slopes(PipelineReport report) {
        Table table = new Table(
                "processor time of each further VM", "load", "update", "of it compilers", "of it idle", "by process");
        for (Slope slope : report.slopes()) {
            List<String> shares = slope.updateByProcess().stream()
                    .map(share -> text("%s %.2f", share.process(), share.update()))
                    .toList();
            table.row(
                    text("%,d to %,d VMs", slope.fromVms(), slope.toVms()),
                    text("%.2f ms", slope.load()),
                    text("%.2f ms", slope.update()),
                    text("%.2f ms", slope.compiler()),
                    text("%.2f ms", slope.idle()),
                    String.join(", ", shares));
        }
        return table.lines();
    }

    private static List<String> plain(PipelineReport report) {
        Table table = new Table(
                "plain clients, least records",
                "records/VM",
                "bytes/VM",
                "time",
                "CPU",
                "ratio of time",
                "ratio of CPU");
        for (PipelineResult result : report.results()) {
            PlainCost plain = result.plain();
            table.row(
                    text("%,d VMs", result.vms()),
                    text("%.1f", plain.records() / (double) result.vms()),
                    text("%,.0f", plain.bytes() / (double) result.vms()),
                    text("%.2f s", plain.seconds()),
                    text("%.3f ms/VM", plain.cpuSeconds() * MILLIS / result.vms()),
                    text("%.1f", result.ratio()),
                    text("%.1f", result.cpuRatio()));
        }
        return table.lines();
    }

    private static List<String> processes(PipelineResult result) {
        Table table = new Table(
                text("%,d VMs", result.vms()),
                "CPU start and load",
                "CPU idle",
                "CPU update",
                "of it compilers",
                "of a VM",
                "peak heap",
                "peak resident");
        for (ProcessCost cost : result.costs()) {
            table.row(
                    cost.process(),
                    text("%.1f s", cost.loadCpuSeconds()),
                    text("%.0f ms/s", cost.idleCpuPerSecond() * MILLIS),
                    text("%.1f s", cost.updateCpuSeconds()),
                    text("%.1f s", cost.compilerCpuSeconds()),
                    text("%.2f ms", cost.updateCpuSeconds() * MILLIS / result.vms()),
                    text("%,d MiB", cost.peakHeapMebibytes()),
                    text("%,d MiB", cost.peakResidentMebibytes()));
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.add(text(
                "not counted: %.1f s of this process, which is the simulated hosts and follows the log",
                result.observerCpuSeconds()));
        return lines;
    }

    private static List<String> topics(PipelineResult result) {
        Table table = new Table(
                text("from the change to the last freed volume, %,d VMs", result.vms()),
                "records/VM",
                "bytes/VM",
                "markers/VM",
                "not counted");
        List<TopicTraffic> largestFirst = new ArrayList<>(result.updating());
        largestFirst.sort(Comparator.comparingLong(TopicTraffic::bytes).reversed());
        for (TopicTraffic traffic : largestFirst) {
            if (traffic.records() + traffic.markers() + traffic.gone() > 0) {
                table.row(
                        traffic.topic(),
                        text("%.3f", traffic.records() / (double) result.vms()),
                        text("%,.1f", traffic.bytes() / (double) result.vms()),
                        text("%.3f", traffic.markers() / (double) result.vms()),
                        text("%,d", traffic.gone()));
            }
        }
        return table.lines();
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
