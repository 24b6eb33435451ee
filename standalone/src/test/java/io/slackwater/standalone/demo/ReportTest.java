package io.slackwater.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.standalone.demo.model.Events;
import io.slackwater.standalone.demo.model.FleetModel;
import io.slackwater.standalone.demo.model.Goal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @TempDir
    private Path directory;

    @Test
    void shouldWriteCountsStepsAndTheEventsOfEachUpdate() throws IOException {
        // given
        FleetModel model = new FleetModel();
        model.apply(Events.change());
        model.apply(Events.observed("vm-1", Events.OLD, Events.OLD));
        model.apply(Events.update("vm-1", UpdatePhase.REQUIRED));
        model.apply(Events.update("vm-1", UpdatePhase.VERIFIED, "2-cloud"));
        model.apply(Events.volume(Events.OLD, VolumeEventType.ADOPTED, "1"));
        model.apply(Events.reclaimed(Events.OLD));
        AtomicLong clock = new AtomicLong();
        Milestones milestones = new Milestones(clock::get);
        clock.set(1_500_000_000L);
        milestones.reach("start");
        clock.set(3_500_000_000L);
        milestones.reach("update");
        Path file = directory.resolve("reports/r.json");

        // when
        Report.of("simulated", new Goal(Set.of("vm-1")), model, true, milestones)
                .write(file);

        // then
        JsonNode report = new ObjectMapper().readTree(file.toFile());
        assertThat(report.path("engine").asText()).isEqualTo("simulated");
        assertThat(report.path("vms").asInt()).isEqualTo(1);
        assertThat(report.path("verified").asInt()).isEqualTo(1);
        assertThat(report.path("failed").asInt()).isZero();
        assertThat(report.path("bytesFreed").asLong()).isEqualTo(1000);
        assertThat(report.path("seconds").asDouble()).isEqualTo(3.5);
        assertThat(report.path("steps").path("start").asDouble()).isEqualTo(1.5);
        assertThat(report.path("steps").path("update").asDouble()).isEqualTo(2.0);
        assertThat(report.path("missing")).isEmpty();
        JsonNode update = report.path("updates").path(0);
        assertThat(update.path("vm").asText()).isEqualTo("name-of-vm-1");
        assertThat(update.path("from").asText()).isEqualTo("1");
        assertThat(update.path("to").asText()).isEqualTo("2");
        assertThat(update.path("kernel").asText()).isEqualTo("2-cloud");
        assertThat(update.path("events").findValuesAsText("phase")).containsExactly("REQUIRED", "VERIFIED");
        assertThat(update.path("events").path(0).path("at").asText()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(report.path("volumes").path(0).path("last").asText()).isEqualTo("RECLAIMED");
    }
}
