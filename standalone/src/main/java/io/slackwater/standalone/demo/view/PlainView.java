package io.slackwater.standalone.demo.view;

import io.slackwater.planning.report.Bytes;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.standalone.demo.model.Blockers;
import io.slackwater.standalone.demo.model.FleetModel;
import io.slackwater.standalone.demo.model.UpdateTrack;
import io.slackwater.standalone.demo.model.VmTrack;
import io.slackwater.standalone.demo.model.VolumeTrack;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A line for each thing that changed; for a large fleet one line now and then that counts. */
final class PlainView implements DemoView {

    private static final int LARGE_FLEET = 20;
    private static final Duration BETWEEN_COUNTS = Duration.ofSeconds(2);

    private final PrintStream out;
    private final Map<String, String> shown = new HashMap<>();
    private Duration lastCount = Duration.ZERO;

    PlainView(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    @Override
    public synchronized void show(FleetModel model, Duration elapsed) {
        List<VmTrack> vms = model.vms();
        if (vms.size() > LARGE_FLEET) {
            count(model, vms, elapsed);
        } else {
            vms.forEach(vm -> sayIfNew(vm.id(), elapsed, vm.name() + ": " + describe(vm)));
        }
        for (VolumeTrack volume : model.volumes()) {
            sayIfNew(volume.volume().toString(), elapsed, describe(volume));
        }
        out.flush();
    }

    private void count(FleetModel model, List<VmTrack> vms, Duration elapsed) {
        if (elapsed.minus(lastCount).compareTo(BETWEEN_COUNTS) < 0) {
            return;
        }
        lastCount = elapsed;
        String phases = FleetPicture.phases(vms);
        String counts = vms.size() + " VMs: " + (phases.isEmpty() ? "no update required yet" : phases);
        sayIfNew(
                "counts",
                elapsed,
                counts + "; storage held " + Bytes.inWords(model.heldBytes()) + ", freed "
                        + Bytes.inWords(model.freedBytes()));
    }

    private void sayIfNew(String subject, Duration elapsed, String text) {
        if (!text.equals(shown.put(subject, text))) {
            out.println(String.format(Locale.ROOT, "%6.1f s  %s", elapsed.toMillis() / 1000.0, text));
        }
    }

    private static String describe(VmTrack vm) {
        String state = vm.state().toString().toLowerCase(Locale.ROOT);
        String kernel = vm.kernel().map(version -> ", kernel " + version).orElse("");
        return vm.update()
                .map(update -> state + kernel + ", update " + update.phase() + verdict(update))
                .orElse(state + kernel);
    }

    private static String verdict(UpdateTrack update) {
        String blockers = Blockers.codes(update.blockers());
        return update.kernelRelease()
                        .map(release -> ", the guest says " + release)
                        .orElse("")
                + (blockers.isEmpty() ? "" : ", waits for " + blockers)
                + (update.hasFailed() ? ": " + update.last().reason().orElse("no reason given") : "");
    }

    /** That a volume was REFUSED says that it was not staged or freed, for the reasons that follow. */
    private static String happened(VolumeTrack volume) {
        return volume.last() == VolumeEventType.REFUSED ? "stays as it is for now" : String.valueOf(volume.last());
    }

    private static String describe(VolumeTrack volume) {
        String blockers = Blockers.codes(volume.blockers());
        String bytes = volume.isGone()
                ? ", " + Bytes.inWords(volume.freedBytes()) + " freed"
                : ", " + Bytes.inWords(volume.sizeBytes());
        return "volume " + volume.volume().getVolume() + " of "
                + volume.volume().getStore() + ": " + happened(volume) + bytes
                + (blockers.isEmpty() ? "" : ", held by " + blockers);
    }
}
