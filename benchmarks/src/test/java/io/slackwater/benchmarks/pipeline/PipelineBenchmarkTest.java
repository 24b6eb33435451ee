package io.slackwater.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.standalone.services.Installation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineBenchmarkTest {

    private static final int VMS = 50;

    @TempDir
    private Path directory;

    @Test
    void shouldFollowEveryVmToItsFreedVolumeAndCountEachRecord() throws IOException, InterruptedException {
        // given
        Installation installation = new Installation(
                Path.of("..").toAbsolutePath().normalize(),
                ProcessHandle.current().info().command().map(Path::of).orElseThrow());
        PipelineOptions options = new PipelineOptions(List.of(VMS), Optional.empty(), Duration.ofMinutes(5));
        List<String> said = new ArrayList<>();

        // when
        PipelineReport report = new PipelineBenchmark(options, installation, said::add).run();

        // then
        assertThat(report.results()).hasSize(1);
        PipelineResult result = report.results().get(0);
        assertThat(result.verified()).isEqualTo(VMS);
        assertThat(result.oldVolumes()).isEqualTo(1);
        assertThat(result.freed()).isEqualTo(1);
        assertThat(result.seconds()).containsOnlyKeys(Stage.values());
        assertRecordsAreExact(result);
        assertThat(result.costs())
                .extracting(ProcessCost::process)
                .containsExactlyInAnyOrder(
                        "broker", "patch-ingest", "vm-inventory", "update-executor", "storage-reclaimer");
        assertThat(result.costs()).allSatisfy(cost -> {
            assertThat(cost.loadCpuSeconds()).isPositive();
            assertThat(cost.updateCpuSeconds()).isPositive();
            assertThat(cost.peakHeapMebibytes()).isPositive().isLessThan(cost.peakResidentMebibytes());
        });
        assertThat(result.plain().records()).isEqualTo(11 * VMS + 9);
        assertThat(result.cpuRatio()).isGreaterThan(1);
        assertReportIsWritten(report);
        assertThat(said).anyMatch(line -> line.contains("50 VMs on 1 host:"));
        assertThat(PipelineText.lines(report)).anyMatch(line -> line.startsWith("slackwater.updates "));
    }

    private static void assertRecordsAreExact(PipelineResult result) {
        assertThat(result.updateEvents())
                .containsEntry(UpdatePhase.GRANTED, (long) VMS)
                .containsEntry(UpdatePhase.APPLIED, (long) VMS)
                .containsEntry(UpdatePhase.VERIFIED, (long) VMS);
        assertThat(result.updateEvents().get(UpdatePhase.REQUIRED)).isGreaterThanOrEqualTo(VMS);
        long read = result.updateEvents().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        TopicTraffic updates = traffic(result, Topics.UPDATES.name());
        assertThat(updates.records()).isEqualTo(read);
        assertThat(updates.markers()).isPositive();
        assertThat(traffic(result, Topics.COMMANDS.name()).records()).isEqualTo(2 * VMS);
        assertThat(traffic(result, Topics.OUTCOMES.name()).records()).isEqualTo(2 * VMS);
        assertThat(result.updating()).allMatch(topic -> topic.gone() == 0);
        assertThat(result.updating())
                .filteredOn(topic -> topic.topic().endsWith("-changelog"))
                .anyMatch(topic -> topic.records() >= VMS);
        assertThat(result.loading())
                .filteredOn(topic -> topic.topic().equals(Topics.UPDATES.name()))
                .allMatch(topic -> topic.records() == 0);
    }

    private static TopicTraffic traffic(PipelineResult result, String topic) {
        return result.updating().stream()
                .filter(traffic -> traffic.topic().equals(topic))
                .findFirst()
                .orElseThrow();
    }

    private void assertReportIsWritten(PipelineReport report) throws IOException {
        Path file = directory.resolve("new/report.json");
        report.writeTo(file);
        JsonNode written =
                new ObjectMapper().readTree(file.toFile()).path("results").path(0);
        assertThat(written.path("vms").asInt()).isEqualTo(VMS);
        assertThat(written.path("seconds").path("FREED").asDouble()).isPositive();
        assertThat(written.path("recordsPerVm").asDouble()).isGreaterThan(10);
    }
}
