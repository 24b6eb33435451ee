package io.slackwater.standalone.demo.view;

import io.slackwater.planning.report.Bytes;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.standalone.demo.model.Blockers;
import io.slackwater.standalone.demo.model.FleetModel;
import io.slackwater.standalone.demo.model.UpdateTrack;
import io.slackwater.standalone.demo.model.VmTrack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Draws the fleet as lines of text: a line per VM as far as there is room, the most interesting first, and the storage. */
final class FleetPicture {

    private static final int FRAME_LINES = 5;
    private static final String ROW = "  %-18s %-9s %-11s %-28s %s";

    private final int rows;
    private final int columns;

    /** Draws for a screen of that size. */
    FleetPicture(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
    }

    List<String> draw(FleetModel model, Duration elapsed) {
        List<VmTrack> vms = model.vms();
        List<String> lines = new ArrayList<>();
        lines.add(headline(model, elapsed));
        lines.add(String.format(Locale.ROOT, ROW, "VM", "state", "update", "kernel", ""));
        List<VmTrack> shown = shown(vms);
        shown.forEach(vm -> lines.add(row(vm)));
        if (shown.size() < vms.size()) {
            lines.add("  and " + (vms.size() - shown.size()) + " more: " + phases(vms));
        }
        lines.add(
                "  storage: held " + Bytes.inWords(model.heldBytes()) + ", freed " + Bytes.inWords(model.freedBytes()));
        return lines.stream().map(this::cut).toList();
    }

    private static String headline(FleetModel model, Duration elapsed) {
        String change = model.changes().stream()
                .flatMap(available -> available.getPortions().stream())
                .map(portion -> portion.getPortion() + " " + portion.getVersion())
                .distinct()
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%4d s  %s",
                elapsed.toSeconds(),
                change.isEmpty() ? "waiting for a change" : "change: " + change);
    }

    private List<VmTrack> shown(List<VmTrack> vms) {
        int room = Math.max(1, rows - FRAME_LINES);
        if (vms.size() <= room) {
            return vms;
        }
        return vms.stream()
                .sorted(Comparator.comparingInt(FleetPicture::dullness))
                .limit(room)
                .toList();
    }

    /** Failed ones first, then those in motion, then those that wait, then those that are done. */
    private static int dullness(VmTrack vm) {
        if (vm.update().isEmpty()) {
            return 4;
        }
        return switch (vm.update().get().phase()) {
            case FAILED, ROLLED_BACK, UNKNOWN -> 0;
            case GRANTED, APPLIED -> 1;
            case REQUIRED, RELEASED -> 2;
            case VERIFIED, SUPERSEDED, WITHDRAWN, NOT_NEEDED -> 3;
        };
    }

    private static String row(VmTrack vm) {
        UpdateTrack update = vm.update().orElse(null);
        boolean isVerified = update != null && update.phase() == UpdatePhase.VERIFIED;
        String kernel = isVerified
                ? update.kernelRelease().map(release -> release + " (guest)").orElse("?")
                : vm.kernel().orElse("");
        return String.format(
                Locale.ROOT,
                ROW,
                vm.name(),
                vm.state().toString().toLowerCase(Locale.ROOT),
                update == null ? "-" : update.phase().toString(),
                kernel,
                update == null ? "" : Blockers.codes(update.blockers()));
    }

    /** How many VMs are in which phase, in words. */
    static String phases(List<VmTrack> vms) {
        Map<UpdatePhase, Integer> counts = new EnumMap<>(UpdatePhase.class);
        vms.forEach(vm -> vm.update().ifPresent(update -> counts.merge(update.phase(), 1, Integer::sum)));
        return counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
    }

    private String cut(String line) {
        String stripped = line.stripTrailing();
        return stripped.length() <= columns ? stripped : stripped.substring(0, columns);
    }
}
