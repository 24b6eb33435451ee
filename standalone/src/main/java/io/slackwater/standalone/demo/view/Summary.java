package io.slackwater.standalone.demo.view;

import io.slackwater.planning.report.Bytes;
import io.slackwater.standalone.demo.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What came of a demo, in words. */
public final class Summary {

    private Summary() {}

    /** Returns the lines to be said at the end. */
    public static List<String> lines(Report report) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(report.succeeded() ? "Done." : "Not done.");
        lines.add("  " + report.verified() + " of " + report.vms()
                + " VMs run the new kernel, by what their guests say themselves; " + report.failed() + " failed");
        for (Report.StoredVolume volume : report.volumes()) {
            if (volume.bytesFreed() > 0) {
                lines.add("  deleted " + volume.volume() + " of " + volume.store() + ", "
                        + Bytes.inWords(volume.bytesFreed()) + " freed");
            }
        }
        report.steps()
                .forEach((step, seconds) -> lines.add(String.format(Locale.ROOT, "  %6.1f s  %s", seconds, step)));
        lines.add(String.format(
                Locale.ROOT, "  %6.1f s  in all; %s freed", report.seconds(), Bytes.inWords(report.bytesFreed())));
        if (!report.missing().isEmpty()) {
            lines.add("What is missing:");
            report.missing().forEach(missing -> lines.add("  " + missing));
        }
        return lines;
    }
}
