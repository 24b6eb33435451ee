package io.slackwater.benchmarks.pipeline;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.slackwater.benchmarks.report.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of a run of the pipeline.
 *
 * @param heap the longest heap of each service
 * @param results of each size, in the order in which they ran
 */
public record PipelineReport(Machine machine, String heap, List<PipelineResult> results) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public PipelineReport {
        results = List.copyOf(results);
    }

    /** Returns the slopes between each size and the next. */
    @JsonProperty
    public List<Slope> slopes() {
        List<Slope> slopes = new ArrayList<>();
        for (int index = 1; index < results.size(); index++) {
            slopes.add(Slope.between(results.get(index - 1), results.get(index)));
        }
        return slopes;
    }

    /** Writes it as JSON, and makes the directory where there is none. */
    public void writeTo(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        JSON.writeValue(file.toFile(), this);
    }
}
