package io.slackwater.benchmarks.pipeline;

import io.slackwater.benchmarks.report.Machine;
import io.slackwater.standalone.services.Installation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Measures the whole pipeline at several sizes, one after the other. */
public final class PipelineBenchmark {

    private final PipelineOptions options;
    private final Installation installation;
    private final Consumer<String> say;

    /**
     * A benchmark.
     *
     * @param installation where the services are built
     * @param say takes lines that tell how far it is
     */
    public PipelineBenchmark(PipelineOptions options, Installation installation, Consumer<String> say) {
        this.options = options;
        this.installation = installation;
        this.say = say;
    }

    /**
     * Runs all sizes.
     *
     * @throws PipelineFailedException if one does not come to its end
     */
    public PipelineReport run() throws IOException, InterruptedException {
        Machine machine = Machine.current();
        List<PipelineResult> results = new ArrayList<>();
        for (int vms : options.sizes()) {
            try (PipelineFleet fleet = PipelineFleet.start(vms)) {
                results.add(new PipelineRun(fleet, options, say).run(installation));
            }
        }
        return new PipelineReport(machine, options.heap().orElse("as the launcher gives"), results);
    }
}
