package io.slackwater.standalone.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.slackwater.standalone.demo.model.Blockers;
import io.slackwater.standalone.demo.model.FleetModel;
import io.slackwater.standalone.demo.model.Goal;
import io.slackwater.standalone.demo.model.Step;
import io.slackwater.standalone.demo.model.UpdateTrack;
import io.slackwater.standalone.demo.model.VolumeTrack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a demo, as it is written to a file.
 *
 * @param engine qemu or simulated
 * @param vms how many VMs there were
 * @param verified how many were verified on the new kernel by what the guest itself says
 * @param failed how many updates failed or were rolled back
 * @param bytesFreed what came free in the stores, in bytes
 * @param seconds how long all of it took
 * @param succeeded whether everything that was to happen happened
 * @param missing what did not happen and why
 * @param steps how long each step of the demo took, in seconds
 * @param updates every update with its events
 * @param volumes every volume with its end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Report(
        String engine,
        int vms,
        int verified,
        int failed,
        long bytesFreed,
        double seconds,
        boolean succeeded,
        List<String> missing,
        Map<String, Double> steps,
        List<Update> updates,
        List<StoredVolume> volumes) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * One update.
     *
     * @param kernel what the guest reported; null where it did not
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Update(
            String updateId,
            String vmId,
            String vm,
            String from,
            String to,
            @Nullable String kernel,
            List<Event> events) {}

    /**
     * One event of an update.
     *
     * @param at when, in ISO 8601
     * @param reason why; null where the phase says it all
     * @param blockers what held it up, by code; null where nothing did
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Event(String phase, String at, @Nullable String reason, @Nullable String blockers) {}

    /**
     * One volume.
     *
     * @param version the version that it held; null for an overlay
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record StoredVolume(
            String store, String volume, @Nullable String version, String last, long sizeBytes, long bytesFreed) {}

    static Report of(String engine, Goal goal, FleetModel model, boolean succeeded, Milestones milestones) {
        return new Report(
                engine,
                goal.vms().size(),
                goal.verified(model).size(),
                goal.failed(model).size(),
                model.freedBytes(),
                milestones.elapsed().toMillis() / 1000.0,
                succeeded,
                goal.missing(model),
                milestones.steps(),
                model.updates().stream().map(update -> update(update, model)).toList(),
                model.volumes().stream().map(Report::volume).toList());
    }

    private static Update update(UpdateTrack update, FleetModel model) {
        return new Update(
                update.updateId(),
                update.vmId(),
                model.vm(update.vmId()).name(),
                update.replacements().isEmpty()
                        ? ""
                        : update.replacements().get(0).getFromVersion(),
                update.replacements().isEmpty()
                        ? ""
                        : update.replacements().get(0).getToVersion(),
                update.kernelRelease().orElse(null),
                update.steps().stream().map(Report::event).toList());
    }

    private static Event event(Step step) {
        return new Event(
                step.phase().toString(),
                step.at().toString(),
                step.reason().orElse(null),
                step.blockers().isEmpty() ? null : Blockers.codes(step.blockers()));
    }

    private static StoredVolume volume(VolumeTrack volume) {
        return new StoredVolume(
                volume.volume().getStore(),
                volume.volume().getVolume(),
                volume.version().orElse(null),
                volume.last().toString(),
                volume.sizeBytes(),
                volume.freedBytes());
    }

    /**
     * Writes it as JSON.
     *
     * @throws IOException if the file cannot be written
     */
    void write(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        JSON.writeValue(file.toFile(), this);
    }
}
